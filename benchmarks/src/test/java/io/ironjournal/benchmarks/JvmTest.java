package io.ironjournal.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class JvmTest {

    private static final Path HOME = Path.of(System.getProperty("java.home"));

    @Test
    void executableTellsItsRelease() throws IOException {
        String java = HOME.resolve("bin/java").toString();
        assertEquals(new Jvm(java, Runtime.version().feature()), Jvm.named(java));
    }

    @Test
    void whatIsNoJavaIsRefused() {
        assertThrows(
                IOException.class,
                () -> Jvm.named(HOME.resolve("bin/no-such-java").toString()));
        assertThrows(IOException.class, () -> Jvm.named("/bin/echo"));
    }
}
