package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.TxnWriter;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Under the policy TRUNCATE, random damage to the log leaves a journal that opens and has only entries that it had. */
class RandomDamageTest {

    private static final Pattern LSN = Pattern.compile("LSN (\\d+)");

    private SimulatedStorage storage = new SimulatedStorage(1);

    /** For each entry of a stream's last generation, an LSN at or above the end of its record. */
    private final Map<String, List<Long>> written = new HashMap<>();

    private Journal openTruncating() {
        return Small.open(storage, Small.options().corruptionPolicy(CorruptionPolicy.TRUNCATE));
    }

    /**
     * Writes at random, damages the log anywhere, and crashes while it is truncated: entries are right, and writing
     * continues.
     */
    @Test
    void randomDamage_neverLeavesAGapAWrongEntryOrAnUnopenableJournal() throws IOException {
        int losses = 0;
        for (int seed = 0; seed < 400; seed++) {
            try {
                losses += damagedLife(seed) ? 1 : 0;
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("Seed " + seed + ": " + e, e);
            }
        }
        assertTrue(losses > 100, losses + " losses");
    }

    /**
     * Where the log was truncated. Without a recorded loss, the damage was in unused bytes or in the last record. A loss without
     * an LSN is that of the whole log.
     */
    private static long logEnd(Journal journal, long end) {
        long lsn = end - 1;
        for (String loss : journal.recoveryReport().losses()) {
            Matcher truncated = LSN.matcher(loss);
            lsn = Math.min(lsn, truncated.find() ? Long.parseLong(truncated.group(1)) : 0);
        }
        return lsn;
    }

    /** Requires all entries that were acknowledged before the damage, unless the stream was deleted since. */
    private void requireAllBelowTheLogEnd(Journal journal, long end, Map<String, List<List<byte[]>>> lives) {
        long logEnd = logEnd(journal, end);
        lives.forEach((stream, known) -> {
            List<Long> ends = written.getOrDefault(stream, List.of());
            long count = ends.stream().filter(at -> at <= logEnd).count();
            assertTrue(journal.nextId(stream) >= count, stream + " lost entries below LSN " + logEnd);
        });
    }

    private boolean damagedLife(int seed) throws IOException {
        written.clear();
        SplittableRandom random = new SplittableRandom(seed);
        storage = new SimulatedStorage(seed);
        Map<String, List<List<byte[]>>> lives = new HashMap<>();
        Journal journal = Small.open(storage);
        for (int i = 0; i < 20 + random.nextInt(150); i++) {
            write(journal, random, lives);
        }
        long end = journal.stats().durableLsn();
        storage = storage.kill();
        damageLog(random);
        crashWhileOpening(random);
        Journal opened = openTruncating();
        requireAllBelowTheLogEnd(opened, end, lives);
        boolean lost = !opened.recoveryReport().losses().isEmpty();
        requireWritable(opened, random, lives);
        return lost;
    }

    private void damageLog(SplittableRandom random) throws IOException {
        List<String> logs =
                storage.files().stream().filter(file -> file.endsWith(".log")).toList();
        String file = logs.get(random.nextInt(logs.size()));
        storage.corrupt(file, 512 + random.nextInt(storage.readAll(file).length - 512), 1 << random.nextInt(8));
    }

    private void crashWhileOpening(SplittableRandom random) {
        for (int crashes = random.nextInt(3); crashes > 0; crashes--) {
            storage.crashAfter(1 + random.nextInt(40));
            try {
                openTruncating();
            } catch (SimulatedCrash | JournalException e) {
                // The crash that this test injects.
            }
            storage = random.nextBoolean() ? storage.kill() : storage.powerCut(random.nextLong());
        }
    }

    /** Requires that the journal has only entries of one generation, and keeps what is appended, through crashes. */
    private void requireWritable(Journal journal, SplittableRandom random, Map<String, List<List<byte[]>>> lives) {
        Journal opened = journal;
        for (int i = 0; i < 3; i++) {
            for (String stream : opened.streams()) {
                requireSomeLife(opened, stream, lives.get(stream));
                byte[] entry = entry(random.nextInt(), 50);
                long id = opened.append(stream, entry);
                assertArrayEquals(entry, opened.get(stream, id).orElseThrow());
                // A new generation begins here.
                lives.put(stream, List.of(read(opened, stream)));
            }
            storage = random.nextBoolean() ? storage.kill() : storage.powerCut(random.nextLong());
            opened = openTruncating();
            for (String stream : opened.streams()) {
                List<byte[]> expected = lives.get(stream).get(0);
                assertEquals(expected.size(), opened.nextId(stream), stream);
                requireSomeLife(opened, stream, lives.get(stream));
            }
        }
    }

    private void write(Journal journal, SplittableRandom random, Map<String, List<List<byte[]>>> lives) {
        String stream = "abcd".substring(random.nextInt(4)).substring(0, 1);
        List<List<byte[]>> known = lives.computeIfAbsent(stream, name -> new ArrayList<>(List.of(new ArrayList<>())));
        switch (random.nextInt(12)) {
            case 0 -> {
                if (journal.deleteStream(stream)) {
                    known.add(new ArrayList<>());
                    written.remove(stream);
                }
            }
            case 1 -> {
                if (journal.nextId(stream) > 0) {
                    journal.truncate(stream, random.nextLong(journal.nextId(stream) + 1));
                }
            }
            case 2 -> {
                try (TxnWriter writer = journal.writer(stream)) {
                    for (String other : List.of("a", "b", "c", "d")) {
                        byte[] entry = entry(random.nextInt(), random.nextInt(300));
                        writer.add(other, entry);
                        List<List<byte[]>> others =
                                lives.computeIfAbsent(other, name -> new ArrayList<>(List.of(new ArrayList<>())));
                        others.get(others.size() - 1).add(entry);
                    }
                    writer.commit();
                }
                List.of("a", "b", "c", "d").forEach(other -> wrote(journal, other));
            }
            default -> {
                byte[] entry = entry(random.nextInt(), random.nextInt(2000));
                journal.append(stream, entry);
                known.get(known.size() - 1).add(entry);
                wrote(journal, stream);
            }
        }
    }

    private void wrote(Journal journal, String stream) {
        written.computeIfAbsent(stream, name -> new ArrayList<>())
                .add(journal.stats().durableLsn());
    }

    private static List<byte[]> read(Journal journal, String stream) {
        List<byte[]> entries = new ArrayList<>();
        for (long id = 0; id < journal.firstId(stream); id++) {
            entries.add(new byte[0]);
        }
        try (EntryIterator iterator = journal.iterate(stream, journal.firstId(stream))) {
            while (iterator.hasNext()) {
                Entry entry = iterator.next();
                assertEquals(entries.size(), entry.id());
                entries.add(entry.data());
            }
        }
        return entries;
    }

    private static void requireSomeLife(Journal journal, String stream, List<List<byte[]>> lives) {
        List<byte[]> there = read(journal, stream);
        int first = (int) journal.firstId(stream);
        for (List<byte[]> life : lives) {
            boolean same = there.size() <= life.size();
            for (int i = first; i < there.size() && same; i++) {
                same = Arrays.equals(there.get(i), life.get(i));
            }
            if (same) {
                return;
            }
        }
        throw new AssertionError("Stream " + stream + " has entries that it never had");
    }
}
