package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.architecture.ModularProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the XA resource on the module path, with a two-phase commit and the MXBean of branches in doubt. */
class ModulePathTest {

    @TempDir
    Path directory;

    @Test
    void xaResource_onModulePath_needsNoFlags() throws Exception {
        assertEquals(
                "1 entry by module io.ironjournal.jta into module io.ironjournal.core\nexit 0",
                new ModularProgram(directory, "jakarta\\.|jspecify|lz4|caffeine")
                        .run(
                                "-Djournal=" + directory.resolve("journal"),
                                "-Djava.util.logging.config.file=src/test/resources/logging.properties"));
    }
}
