package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.architecture.ModularProgram;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs our modules, the APIs and Weld on the module path, without a flag that adds reads, exports or opens. */
class ModulePathTest {

    private static final String LIBRARIES =
            "jakarta\\.|weld-(se|core|api|spi|env|lite|jta)|jboss-(logging-3|classfilewriter)|jspecify|lz4|caffeine";

    @TempDir
    Path directory;

    @Test
    void container_onTheModulePath_needsNoFlags() throws Exception {
        String output = new ModularProgram(directory, LIBRARIES)
                .run(
                        "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                        "-Djournal.dir=" + directory.resolve("journal"),
                        "-Djournal.names=audit",
                        // Narayana is not a module. Therefore there is no integration on the module path.
                        "-Djournal.recovery=none",
                        "-Djournal.audit.recovery=none",
                        "-Djournal.audit.dir=" + directory.resolve("audit"),
                        "-DObjectStoreEnvironmentBean.objectStoreDir=" + directory.resolve("transactions"));
        String expected = "1 entry and 1 audited by module io.ironjournal.cdi into module io.ironjournal.core";
        assertTrue(output.contains(expected) && output.endsWith("exit 0"), output);
    }
}
