package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a consumer of shards at random moments. One entry ends the process itself, several times. The property {@code
 * consumer.kills} says how often it is killed; each kill takes two to four seconds.
 */
@Timeout(3_600)
class KilledStreamConsumerTest {

    private static final int KILLS = Integer.getInteger("consumer.kills", 5);

    /** More than enough: each of the few entries that end the process does so at most five times. */
    private static final int MOST_FINISHES = 100;

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
                ConsumedShards.class.getName(),
                directory.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("errors.txt").toFile()))
                .start();
    }

    @Test
    void everyEntryIsProcessedOnce_orIsOneDeadLetter_andEachKeyKeepsItsOrder() throws Exception {
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = start();
            try (BufferedReader lines = process.inputReader()) {
                assertEquals(ConsumedShards.WORKING, lines.readLine());
                if (process.waitFor(ThreadLocalRandom.current().nextInt(50, 1_500), TimeUnit.MILLISECONDS)) {
                    assertEquals(ConsumedShards.HALTED, process.exitValue());
                }
            } finally {
                process.destroyForcibly().waitFor();
            }
        }
        List<String> lines = finish();
        List<String> appended = only(lines, "entry: ");
        List<String> dead = sorted(only(lines, "dead: "), "");
        Set<String> distinct = new HashSet<>(dead);
        assertEquals(distinct.size(), dead.size(), "dead letters: " + dead);
        List<String> failing = new ArrayList<>(sorted(appended, "halt "));
        assertTrue(failing.size() >= 1);
        failing.addAll(sorted(appended, "poison "));
        assertTrue(distinct.containsAll(failing), "dead letters: " + dead);
        // A delivery that the end of a process interrupts counts, so a few orders become dead letters, too.
        assertTrue(dead.size() - failing.size() <= KILLS, "dead letters: " + dead);
        List<String> processed = appended.stream()
                .filter(entry -> entry.startsWith("order ") && !distinct.contains(entry))
                .toList();
        assertTrue(processed.size() > KILLS, "entries: " + appended.size());
        assertEquals(sorted(processed, ""), sorted(only(lines, "row: "), ""));
        assertEquals(sorted(processed, ""), sorted(only(lines, "out: "), ""));
        for (int key = 0; key < ConsumedShards.KEYS; key++) {
            String part = " key" + key + " ";
            assertEquals(of(part, processed), of(part, only(lines, "out: ")));
        }
    }

    /** Starts the process until no entry ends it any more. Returns what it prints. */
    private List<String> finish() throws Exception {
        for (int run = 0; run < MOST_FINISHES; run++) {
            Process process = start("finish");
            CompletableFuture<List<String>> output = CompletableFuture.supplyAsync(
                    () -> process.inputReader().lines().toList());
            try {
                assertTrue(process.waitFor(300, TimeUnit.SECONDS));
            } finally {
                process.destroyForcibly().waitFor();
            }
            if (process.exitValue() == 0) {
                return output.get();
            }
            assertEquals(ConsumedShards.HALTED, process.exitValue());
        }
        throw new AssertionError("An entry ends the process again and again");
    }

    private static List<String> only(List<String> lines, String prefix) {
        return lines.stream()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    private static List<String> sorted(List<String> texts, String prefix) {
        return texts.stream().filter(text -> text.startsWith(prefix)).sorted().toList();
    }

    private static List<String> of(String part, List<String> texts) {
        return texts.stream().filter(text -> text.contains(part)).toList();
    }
}
