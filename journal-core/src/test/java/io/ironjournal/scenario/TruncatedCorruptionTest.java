package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.RecoveryReport;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.UnacceptedLossException;
import io.ironjournal.transaction.UnknownBranchException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Under the policy TRUNCATE, damage to acknowledged records loses the records behind it. The loss is reported until
 * accepted.
 */
class TruncatedCorruptionTest {

    private static final String LOG = "log/00000000000000000000.log";

    private SimulatedStorage storage = new SimulatedStorage(1);

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
    private void damage(byte[] entry) throws IOException {
        String file = logOf(entry);
        storage.corrupt(file, Damage.find(storage.readAll(file), entry) + entry.length / 2, 0x10);
    }

    private String logOf(byte[] entry) throws IOException {
        return Damage.fileWith(storage, "log/", entry)
                .orElseThrow(() -> new AssertionError("The entry is not in the log"));
    }

    private boolean isIn(String directory, byte[] entry) throws IOException {
        return Damage.fileWith(storage, directory, entry).isPresent();
    }

    private void appendTen() {
        Journal journal = Small.open(storage);
        entries(0, 10, 300).forEach(entry -> journal.append("a", entry));
        storage = storage.kill();
    }

    @Test
    void recordsBehindDamage_areDiscardedQuarantinedAndReported() throws IOException {
        appendTen();
        damage(entry(3, 300));
        CorruptionException refused = assertThrows(CorruptionException.class, () -> Small.open(storage));
        assertTrue(refused.getMessage().contains("TRUNCATE"), refused.getMessage());

        Journal journal = openTruncating();
        Small.requireEntries(journal, "a", entries(0, 3, 300));
        RecoveryReport report = journal.recoveryReport();
        assertEquals(7, report.lostRecords());
        assertTrue(report.discardedBytes() >= 7 * 300, "" + report);
        assertTrue(isIn("quarantine/", entry(4, 300)));
        assertTrue(isIn("quarantine/", entry(9, 300)));
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
                damage(entry(3, 300));
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
                assertTrue(isIn("quarantine/", entry(4, 300)), when);
                storage = storage.powerCut(seed);
                Journal again = Small.open(storage);
                Small.requireEntries(again, "a", entries(0, 3, 300));
                assertEquals(false, Transactions.of(again).unacceptedLosses().isEmpty(), when);
                assertTrue(isIn("quarantine/", entry(4, 300)), when);
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
            damaged = isIn("streams/", all.get(i)) ? i : -1;
        }
        // An entry that is divided between two log segments is not found.
        int damagedRecord = damaged - 1;
        while (!isIn("log/", all.get(damagedRecord))) {
            damagedRecord--;
        }
        damage(all.get(damagedRecord));
        Journal truncated = openTruncating();
        long next = truncated.nextId("a");
        assertTrue(next > damaged, next + " entries of those up to " + damaged + " in segments");
        Small.requireEntries(truncated, "a", all.subList(0, (int) next));
        assertEquals(next, truncated.append("a", entry(99, 10)));
        storage = storage.powerCut(1);
        assertEquals(next + 1, Small.open(storage).nextId("a"));
    }

    @Test
    void damageBelowTheNewestMark_isIgnored() throws IOException {
        Journal journal = Small.open(storage);
        journal.append("a", entry(0, 300));
        journal.append("a", entry(1, 300));
        journal.close();
        storage = storage.kill();
        damage(entry(0, 300));
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
            String log = logOf(entry(7, 77));
            int at = Damage.find(storage.readAll(log), entry(7, 77));
            storage.corrupt(log, damageTheDeletion ? at + 77 + 48 : at, 0x01);
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

    @Test
    void branches_untilTheLossIsAccepted_areNeitherListedNorDecided() throws IOException {
        Journal journal = Small.open(storage);
        BranchId before = Small.prepare(journal, "before", "a", entry(0, 100));
        BranchId behind = Small.prepare(journal, "behind", "a", entry(1, 100));
        journal.append("b", entry(2, 100));
        storage = storage.kill();
        damage(entry(1, 100));

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
}
