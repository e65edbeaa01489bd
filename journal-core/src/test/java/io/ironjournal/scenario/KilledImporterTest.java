package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.SyncMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that repeats its inputs from their beginnings after each kill. {@code -Dproducer.kills=200} kills it more
 * often.
 */
@Timeout(value = 2, unit = TimeUnit.HOURS)
class KilledImporterTest {

    private static final int KILLS = Integer.getInteger("producer.kills", 10);
    private static final List<SyncMode> MODES = List.of(SyncMode.values());
    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    @TempDir
    Path root;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final long[] acknowledged = new long[KilledImporter.INPUTS];

    private Process start(SyncMode mode) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledImporter.class.getName(),
                        root.toString(),
                        mode.name(),
                        Long.toString(random.nextLong()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Kills a process after it has written a random number of items. */
    private void killWhileWriting(SyncMode mode) throws Exception {
        Process child = start(mode);
        int wanted = 1 + random.nextInt(2_000);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < wanted; i++) {
                String line = out.readLine();
                assertTrue(line != null, "The process ended by itself");
                note(line);
            }
            // By its handle, because destroying the process object would close its output.
            child.toHandle().destroyForcibly();
            String last = null;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (last != null) {
                    note(last);
                }
                last = line;
            }
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        }
    }

    private void note(String line) {
        String[] words = line.split(" ", -1);
        int input = Integer.parseInt(words[0]);
        acknowledged[input] = Math.max(acknowledged[input], Long.parseLong(words[1]) + 1);
    }

    @Test
    void eachInputRepeatedAfterEachKill_isThereOnce() throws Exception {
        for (int kill = 1; kill <= KILLS; kill++) {
            killWhileWriting(MODES.get(random.nextInt(MODES.size())));
            if (kill % 10 == 0) {
                try (Journal journal = Journal.open(Small.options(root).build())) {
                    for (int input = 0; input < KilledImporter.INPUTS; input++) {
                        requireOnce(journal, input);
                    }
                }
            }
        }
    }

    /** Requires the items up to the producer's last sequence once, and all that were acknowledged. */
    private void requireOnce(Journal journal, int input) {
        long end = journal.producer(KilledImporter.name(input)).sequence().orElse(-1) + 1;
        assertTrue(end >= acknowledged[input], end + " items instead of " + acknowledged[input]);
        long[] next = new long[2];
        for (long item = 0; item < end; item++) {
            String stream = KilledImporter.stream(input, item);
            int place = stream.endsWith("a") ? 0 : 1;
            Entry found = journal.read(stream, next[place], view -> {
                        byte[] bytes = new byte[view.length()];
                        view.data().get(bytes);
                        return Entry.of(view.id(), view.timeMicros(), view.headers(), bytes);
                    })
                    .orElseThrow();
            assertArrayEquals(Small.entry(item, 100), found.data(), "item " + item + " of " + stream);
            assertEquals(KilledImporter.entry(input, item).headers(), found.headers());
            next[place]++;
        }
        requireEnd(journal, "stream " + input + "a", next[0]);
        requireEnd(journal, "stream " + input + "b", next[1]);
    }

    private static void requireEnd(Journal journal, String stream, long end) {
        try (EntryIterator beyond = journal.iterate(stream, end)) {
            assertEquals(false, beyond.hasNext(), stream + " has more than " + end + " entries");
        }
    }
}
