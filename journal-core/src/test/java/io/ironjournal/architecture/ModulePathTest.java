package io.ironjournal.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine as a module, with compression and the block cache, which need classes of other modules. */
class ModulePathTest {

    @TempDir
    Path directory;

    @Test
    void journal_onTheModulePath_needsNoFlags() throws Exception {
        assertEquals(
                "hello by module io.ironjournal.core\nexit 0",
                new ModularProgram(directory, "jspecify|lz4|caffeine")
                        .run(
                                "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                                "-Djournal=" + directory.resolve("journal")));
    }
}
