package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.RecoveryReport;
import io.ironjournal.TxnWriter;
import io.ironjournal.io.SimulatedCrash;
import io.ironjournal.io.SimulatedStorage;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.UnacceptedLossException;
import io.ironjournal.transaction.UnknownBranchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Under the policy TRUNCATE, damage to acknowledged records loses the records behind it. The loss is reported until
 * accepted.
 */
class TruncatedCorruptionTest {

    private static final String LOG = "log/00000000000000000000.log";

    private SimulatedStorage storage = new SimulatedStorage(1);

    /** For each entry of a stream's last generation, an LSN at or above the end of its record. */
    private final Map<String, List<Long>> written = new HashMap<>();

    private static JournalOptionsBuilder truncating() {
        return Small.options().corruptionPolicy(CorruptionPolicy.TRUNCATE);
    }

    private Journal openTruncating() {
        return Small.open(storage, truncating());
    }

    private static List<byte[]> entries(int from, int to, int size) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = from; i < to; i++) {
            entries.add(entry(i, size));
        }
        return entries;
    }

    /** Flips a bit in the middle of an entry in the commit log. */
    private static void damage(SimulatedStorage storage, byte[] entry) throws IOException {
        for (String file : storage.files()) {
            int at = file.startsWith("log/") ? Damage.find(storage.readAll(file), entry) : -1;
            if (at > 0) {
                storage.corrupt(file, at + entry.length / 2, 0x10);
                return;
            }
        }
        throw new AssertionError("The entry is not in the log");
    }

    private static boolean isInQuarantine(SimulatedStorage storage, byte[] entry) throws IOException {
        for (String file : storage.files()) {
            if (file.startsWith("quarantine/") && Damage.find(storage.readAll(file), entry) >= 0) {
                return true;
            }
        }
        return false;
    }

    private void appendTen() {
        Journal journal = Small.open(storage);
        entries(0, 10, 300).forEach(entry -> journal.append("a", entry));
        storage = storage.kill();
    }

    @Test
    void recordsBehindDamage_areDiscardedQuarantinedAndReported() throws IOException {
        appendTen();
        damage(storage, entry(3, 300));
        CorruptionException refused = assertThrows(CorruptionException.class, () -> Small.open(storage));
        assertTrue(refused.getMessage().contains("TRUNCATE"), refused.getMessage());

        Journal journal = openTruncating();
        Small.requireEntries(journal, "a", entries(0, 3, 300));
        RecoveryReport report = journal.recoveryReport();
        assertEquals(7, report.lostRecords());
        assertTrue(report.discardedBytes() >= 7 * 300, "" + report);
        assertTrue(isInQuarantine(storage, entry(4, 300)));
        assertTrue(isInQuarantine(storage, entry(9, 300)));
        String loss = report.losses().get(0);
        assertTrue(loss.contains(LOG) && loss.contains(report.quarantine().get(0)), loss);

        assertEquals(3, journal.append("a", entry(20, 300)));
        List<byte[]> now = entries(0, 3, 300);
        now.add(entry(20, 300));
        storage = storage.kill();
        Journal again = Small.open(storage);
        Small.requireEntries(again, "a", now);
        assertEquals(0, again.recoveryReport().lostRecords());
        assertEquals(report.losses(), again.recoveryReport().losses());
    }

    @Test
    void crashWhileTruncating_losesNothingMore_andTheLossStaysRecorded() throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            boolean crashed = true;
            for (int operation = 1; crashed; operation++) {
                storage = new SimulatedStorage(seed);
                appendTen();
                damage(storage, entry(3, 300));
                storage.crashAfter(operation);
                crashed = false;
                try {
                    openTruncating();
                } catch (SimulatedCrash | JournalException e) {
                    crashed = true;
                }
                storage = operation % 2 == 0 ? storage.kill() : storage.powerCut(operation);
                String when = "seed " + seed + ", operation " + operation;
                Journal journal = openTruncating();
                Small.requireEntries(journal, "a", entries(0, 3, 300));
                assertEquals(false, journal.recoveryReport().losses().isEmpty(), when);
                assertTrue(isInQuarantine(storage, entry(4, 300)), when);
                storage = storage.powerCut(seed);
                Journal again = Small.open(storage);
                Small.requireEntries(again, "a", entries(0, 3, 300));
                assertEquals(false, Transactions.of(again).unacceptedLosses().isEmpty(), when);
                assertTrue(isInQuarantine(storage, entry(4, 300)), when);
            }
        }
    }

    @Test
    void entriesInSegments_recordsDiscarded_stay() throws IOException {
        Journal journal = Small.open(storage);
        // Enough to fill memtables, which are flushed while the log still holds the records.
        List<byte[]> all = entries(0, 45, 1000);
        all.forEach(entry -> journal.append("a", entry));
        journal.append("b", entry(1, 100));
        storage = storage.kill();
        assertTrue(storage.files().stream().anyMatch(file -> file.startsWith("streams/a/")), "no entry was flushed");
        int damaged = -1;
        for (int i = 44; i >= 0 && damaged < 0; i--) {
            damaged = segmentOf(storage, all.get(i)) ? i : -1;
        }
        // An entry that is divided between two log segments is not found.
        int damagedRecord = damaged - 1;
        while (!isInLog(all.get(damagedRecord))) {
            damagedRecord--;
        }
        damage(storage, all.get(damagedRecord));
        Journal truncated = openTruncating();
        long next = truncated.nextId("a");
        assertTrue(next > damaged, next + " entries of those up to " + damaged + " in segments");
        Small.requireEntries(truncated, "a", all.subList(0, (int) next));
        assertEquals(next, truncated.append("a", entry(99, 10)));
        storage = storage.powerCut(1);
        assertEquals(next + 1, Small.open(storage).nextId("a"));
    }

    private boolean isInLog(byte[] entry) throws IOException {
        for (String file : storage.files()) {
            if (file.startsWith("log/") && Damage.find(storage.readAll(file), entry) > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean segmentOf(SimulatedStorage storage, byte[] entry) throws IOException {
        for (String file : storage.files()) {
            if (file.startsWith("streams/") && Damage.find(storage.readAll(file), entry) > 0) {
                return true;
            }
        }
        return false;
    }

    @Test
    void damageBelowTheNewestMark_isIgnored() throws IOException {
        Journal journal = Small.open(storage);
        journal.append("a", entry(0, 300));
        journal.append("a", entry(1, 300));
        journal.close();
        storage = storage.kill();
        damage(storage, entry(0, 300));
        Journal opened = Small.open(storage);
        Small.requireEntries(opened, "a", entries(0, 2, 300));
        assertEquals(List.of(), opened.recoveryReport().losses());
        String note = opened.recoveryReport().notes().get(0);
        assertTrue(note.contains(LOG) && note.contains("not needed"), note);
    }

    @Test
    void deletedStream_deletionDiscarded_remainsDeleted() throws IOException {
        for (boolean damageTheDeletion : new boolean[] {false, true}) {
            storage = new SimulatedStorage(2);
            Journal journal = Small.open(storage);
            entries(0, 45, 1000).forEach(entry -> journal.append("a", entry));
            journal.append("b", entry(7, 77));
            journal.deleteStream("a");
            journal.append("b", entry(8, 88));
            storage = storage.kill();
            int at = Damage.find(storage.readAll(logOf(entry(7, 77))), entry(7, 77));
            storage.corrupt(logOf(entry(7, 77)), damageTheDeletion ? at + 77 + 48 : at, 0x01);
            Journal truncated = openTruncating();
            if (!damageTheDeletion) {
                assertEquals(0, truncated.nextId("a"));
            }
            long next = truncated.nextId("a");
            assertEquals(next, truncated.append("a", entry(1, 1)));
            storage = storage.powerCut(1);
            assertEquals(next + 1, Small.open(storage).nextId("a"));
        }
    }

    private String logOf(byte[] entry) throws IOException {
        for (String file : storage.files()) {
            if (file.startsWith("log/") && Damage.find(storage.readAll(file), entry) > 0) {
                return file;
            }
        }
        throw new AssertionError("The entry is not in the log");
    }

    @Test
    void branches_untilTheLossIsAccepted_areNeitherListedNorDecided() throws IOException {
        Journal journal = Small.open(storage);
        BranchId before = Small.prepare(journal, "before", "a", entry(0, 100));
        BranchId behind = Small.prepare(journal, "behind", "a", entry(1, 100));
        journal.append("b", entry(2, 100));
        storage = storage.kill();
        damage(storage, entry(1, 100));

        openTruncating();
        storage = storage.powerCut(3);
        Transactions transactions = Transactions.of(Small.open(storage));
        assertThrows(UnacceptedLossException.class, transactions::inDoubt);
        for (BranchId id : List.of(before, behind)) {
            assertThrows(UnacceptedLossException.class, () -> transactions.commit(id));
            assertThrows(UnacceptedLossException.class, () -> transactions.rollback(id));
        }
        transactions.begin(Small.branchId("new")).add("c", entry(3, 10));
        transactions.prepare(Small.branchId("new"));
        transactions.commit(Small.branchId("new"));

        transactions.acceptLoss();
        assertEquals(List.of(), transactions.unacceptedLosses());
        storage = storage.powerCut(4);
        Journal accepted = Small.open(storage);
        assertEquals(1, Transactions.of(accepted).inDoubt().size());
        assertThrows(
                UnknownBranchException.class, () -> Transactions.of(accepted).commit(behind));
        Transactions.of(accepted).commit(before);
        Small.requireEntries(accepted, "a", entries(0, 1, 100));
        assertEquals(1, accepted.nextId("c"));
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

    /** Where the log was truncated. Without a recorded loss, the damage was in unused bytes or in the last record. */
    private static long logEnd(Journal journal, long end) {
        long lsn = end - 1;
        for (String loss : journal.recoveryReport().losses()) {
            lsn = Math.min(lsn, Long.parseLong(loss.replaceAll("(?s).*LSN (\\d+).*", "$1")));
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
        List<String> logs =
                storage.files().stream().filter(file -> file.endsWith(".log")).toList();
        String file = logs.get(random.nextInt(logs.size()));
        storage.corrupt(file, 512 + random.nextInt(storage.readAll(file).length - 512), 1 << random.nextInt(8));
        for (int crashes = random.nextInt(3); crashes > 0; crashes--) {
            storage.crashAfter(1 + random.nextInt(40));
            try {
                openTruncating();
            } catch (SimulatedCrash | JournalException e) {
                // The crash that this test injects.
            }
            storage = random.nextBoolean() ? storage.kill() : storage.powerCut(random.nextLong());
        }
        Journal opened = openTruncating();
        requireAllBelowTheLogEnd(opened, end, lives);
        boolean lost = !opened.recoveryReport().losses().isEmpty();
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
        return lost;
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
