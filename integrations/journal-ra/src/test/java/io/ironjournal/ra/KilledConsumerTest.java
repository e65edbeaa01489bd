package io.ironjournal.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a consumer at random moments. The property {@code ra.kills} says how often; each kill takes two to four seconds.
 */
@Timeout(900)
class KilledConsumerTest {

    private static final int KILLS = Integer.getInteger("ra.kills", 2);

    @TempDir
    Path directory;

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Dderby.stream.error.file=" + directory.resolve("derby.log"),
                "-cp",
                System.getProperty("java.class.path"),
                ConsumingApplication.class.getName(),
                directory.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(directory.resolve("errors.txt").toFile())
                .start();
    }

    @Test
    void everyEntry_isConsumedExactlyOnce_whenTheConsumerIsKilledAtRandomMoments() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start();
            try (BufferedReader lines = process.inputReader()) {
                assertEquals(ConsumingApplication.WORKING, lines.readLine());
                assertTrue(!process.waitFor(ThreadLocalRandom.current().nextInt(50, 1_000), TimeUnit.MILLISECONDS));
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        Process process = start("10");
        CompletableFuture<List<String>> output = CompletableFuture.supplyAsync(
                () -> process.inputReader().lines().toList());
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly().waitFor();
        }
        assertEquals(0, process.exitValue());
        List<String> lines = output.get();
        long entries = Long.parseLong(lines.get(1).substring("entries ".length()));
        List<Long> each = LongStream.range(0, entries).boxed().toList();
        assertTrue(entries >= 10 + KILLS);
        assertEquals("rows " + each, lines.get(2));
        assertEquals("mails " + each, lines.get(3));
    }
}
