package io.ironjournal.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An entry that ends the process at each delivery. */
@Timeout(120)
class PoisonedApplicationTest {

    @TempDir
    Path directory;

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PoisonedApplication.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void entryThatEndsTheProcess_becomesADeadLetter() throws Exception {
        List<Integer> exits = new ArrayList<>();
        String output = "";
        for (int run = 0; run < 4; run++) {
            Process process = start();
            try {
                output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertTrue(process.waitFor(60, TimeUnit.SECONDS));
            } finally {
                process.destroyForcibly().waitFor();
            }
            exits.add(process.exitValue());
        }
        // The first delivery of the entry is not counted, because the process had delivered another entry before.
        int poisoned = PoisonedApplication.POISONED;
        assertEquals(List.of(poisoned, poisoned, poisoned, 0), exits);
        assertEquals(
                "DeadLetter[entry 1 of stream 'orders', cursor 'mailer', 2 deliveries: java.lang.IllegalStateException:"
                        + " The process ended during the last delivery, or directly after it]",
                output.strip());
    }
}
