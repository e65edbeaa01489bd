package io.ironjournal.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalNotFoundException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.log.InMemoryCrash;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal whose log survives its directory: which files are used again, and which are built again. */
@Timeout(180)
class SurvivingLogTest {

    private static final int CRASHES_EACH = 20;
    private static final int CRASHES = Integer.getInteger("ironjournal.crashes", 1_000);
    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("/simulated"))
            .logSegmentSize(8 << 10)
            .logBudget(64 << 10)
            .maxMemtableMemory(64 << 10)
            .maxEntriesPerSegment(10)
            .maxEntrySize(32 << 10)
            .maxTransactionSize(64 << 10)
            .build();

    private InMemoryLog log = new InMemoryLog(Long.MAX_VALUE).survivingDirectory();
    private final SimulatedStorage machine = new SimulatedStorage(1);
    private final SimulatedStorage another = new SimulatedStorage(2);

    private Journal open(SimulatedStorage directory) {
        return JournalOpener.open(OPTIONS, directory, false, files -> log);
    }

    private Journal openWithThreads(SimulatedStorage directory) {
        return JournalOpener.open(OPTIONS, directory, true, files -> log);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void append(Journal journal, String stream, int count) {
        for (int i = 0; i < count; i++) {
            journal.append(stream, bytes(stream + journal.nextId(stream)));
        }
    }

    private static void requireEntries(Journal journal, String stream, long first, long next) {
        assertEquals(first, journal.firstId(stream));
        assertEquals(next, journal.nextId(stream));
        for (long id = first; id < next; id++) {
            assertArrayEquals(bytes(stream + id), journal.get(stream, id).orElseThrow());
        }
    }

    @Test
    void sameMachine_replaysNothingAfterAClose() {
        try (Journal journal = open(machine)) {
            append(journal, "a", 25);
        }
        try (Journal journal = open(machine)) {
            assertEquals(0, journal.recoveryReport().entriesReplayed());
            requireEntries(journal, "a", 0, 25);
            append(journal, "a", 5);
        }
        try (Journal journal = open(machine)) {
            assertEquals(0, journal.recoveryReport().entriesReplayed());
            requireEntries(journal, "a", 0, 30);
        }
    }

    /** The journal has lost nothing: the options lack its log. */
    @ParameterizedTest
    @EnumSource(CorruptionPolicy.class)
    void openWithoutTheLog_isRefused_andChangesNothing(CorruptionPolicy policy) {
        try (Journal journal = open(machine)) {
            append(journal, "a", 25);
        }
        JournalOptions inFiles = JournalOptions.builder(Path.of("/simulated"))
                .corruptionPolicy(policy)
                .build();
        JournalNotFoundException refused =
                assertThrows(JournalNotFoundException.class, () -> JournalOpener.open(inFiles, machine, false));
        assertEquals(Path.of(machine.describe("")), refused.file().orElseThrow());
        assertTrue(refused.getMessage().contains("Set the option commitLog"), refused.getMessage());
        try (Journal journal = open(machine)) {
            assertEquals(0, journal.recoveryReport().entriesReplayed());
            requireEntries(journal, "a", 0, 25);
            assertEquals(List.of(), journal.recoveryReport().losses());
        }
    }

    @Test
    void machineThatWasAway_replaysOnlyWhatIsNew() {
        BranchId branch = new BranchId(1, bytes("in doubt"), new byte[1]);
        try (Journal journal = open(machine)) {
            append(journal, "a", 20);
            append(journal, "old", 3);
            Transactions.of(journal).begin(branch).add("b", bytes("b0"));
            Transactions.of(journal).prepare(branch);
        }
        try (Journal journal = open(another)) {
            assertEquals(23, journal.recoveryReport().entriesReplayed());
            append(journal, "a", 7);
            journal.deleteStream("old");
            Transactions.of(journal).commit(branch);
        }
        try (Journal journal = open(machine)) {
            assertEquals(8, journal.recoveryReport().entriesReplayed(), "7 entries, and that of the committed branch");
            requireEntries(journal, "a", 0, 27);
            requireEntries(journal, "b", 0, 1);
            assertEquals(0, journal.nextId("old"));
            assertEquals(0, Transactions.of(journal).inDoubt().size());
        }
    }

    @Test
    void truncationThatDoesNotFitTheSegmentsHere_hasTheFilesBuiltAgain() {
        try (Journal journal = open(machine)) {
            append(journal, "a", 5);
        }
        try (Journal journal = open(another)) {
            append(journal, "a", 20);
        }
        try (Journal journal = open(machine)) {
            // Its segments begin at other ids, because the first flush had fewer entries.
            append(journal, "a", 3);
        }
        long first;
        try (Journal journal = open(another)) {
            journal.truncate("a", 14);
            first = journal.firstId("a");
            assertTrue(first > 0);
        }
        try (Journal journal = open(machine)) {
            requireEntries(journal, "a", first, 28);
        }
    }

    @Test
    void olderCopyOfTheLog_hasTheFilesBuiltAgain() {
        try (Journal journal = open(machine)) {
            append(journal, "a", 5);
        }
        InMemoryLog before = InMemoryCrash.kill(log);
        try (Journal journal = open(machine)) {
            append(journal, "a", 1);
            append(journal, "b", 1);
        }
        log = before;
        try (Journal journal = open(another)) {
            append(journal, "b", 1);
            append(journal, "c", 9);
        }
        try (Journal journal = open(machine)) {
            assertEquals(15, journal.recoveryReport().entriesReplayed());
            requireEntries(journal, "a", 0, 5);
            requireEntries(journal, "b", 0, 1);
            requireEntries(journal, "c", 0, 9);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"BUILT", "catalogue", "cursors"})
    void damagedFile_hasTheFilesBuiltAgain(String file) throws IOException {
        try (Journal journal = open(machine)) {
            append(journal, "a", 15);
            journal.cursor("reader", "a").advanceTo(7);
        }
        machine.corrupt(file, 20, 1);
        try (Journal journal = open(machine)) {
            assertEquals(15, journal.recoveryReport().entriesReplayed());
            requireEntries(journal, "a", 0, 15);
            assertEquals(7, journal.cursor("reader", "a").position());
            append(journal, "a", 1);
        }
        try (Journal journal = open(machine)) {
            assertEquals(0, journal.recoveryReport().entriesReplayed());
            requireEntries(journal, "a", 0, 16);
        }
    }

    @Test
    void truncatedAndDeletedEntries_areDiscardedFromTheLog_alsoBehindOthersThatStay() throws InterruptedException {
        try (Journal journal = open(machine)) {
            append(journal, "forever", 1);
            for (int i = 0; i < 400; i++) {
                append(journal, "a", 1);
                journal.append("deleted", new byte[500]);
                if (i == 200) {
                    append(journal, "slow", 3);
                    journal.cursor("reader", "slow").advanceTo(2);
                }
            }
        }
        assertTrue(kept() > 200_000, "log of " + kept());
        try (Journal journal = openWithThreads(machine)) {
            journal.truncate("a", 390);
            journal.deleteStream("deleted");
            append(journal, "deleted", 4);
            awaitKept(60_000);
        }
        try (Journal journal = open(another)) {
            assertTrue(journal.recoveryReport().entriesReplayed() < 200);
            requireEntries(journal, "forever", 0, 1);
            requireEntries(journal, "a", 390, 400);
            requireEntries(journal, "slow", 0, 3);
            requireEntries(journal, "deleted", 0, 4);
            assertEquals(2, journal.cursor("reader", "slow").position());
        }
    }

    /** Waits until the flusher has discarded so much of the log. */
    private void awaitKept(long atMost) throws InterruptedException {
        for (int i = 0; kept() > atMost; i++) {
            assertTrue(i < 1000, "The log keeps " + kept() + " bytes, more than " + atMost);
            Thread.sleep(10);
        }
    }

    private long kept() {
        return InMemoryCrash.size(log);
    }

    @Test
    void branches_areRightAfterPartsOfTheLogWereDiscarded() throws InterruptedException {
        BranchId inDoubt = new BranchId(1, bytes("in doubt"), new byte[1]);
        BranchId committed = new BranchId(1, bytes("committed"), new byte[1]);
        BranchId rolledBack = new BranchId(1, bytes("rolled back"), new byte[1]);
        try (Journal journal = openWithThreads(machine)) {
            Transactions transactions = Transactions.of(journal);
            for (BranchId id : List.of(inDoubt, committed, rolledBack)) {
                transactions.begin(id).add("b", bytes("b0"));
                transactions.prepare(id);
            }
            append(journal, "stays", 1);
            for (int i = 0; i < 100; i++) {
                journal.append("deleted", new byte[500]);
            }
            transactions.commit(committed);
            transactions.rollback(rolledBack);
            for (int i = 0; i < 100; i++) {
                journal.append("deleted", new byte[500]);
            }
            journal.deleteStream("deleted");
            awaitKept(40_000);
        }
        try (Journal journal = open(another)) {
            Transactions transactions = Transactions.of(journal);
            assertEquals(
                    List.of(inDoubt),
                    transactions.inDoubt().stream().map(branch -> branch.id()).toList());
            requireEntries(journal, "b", 0, 1);
            requireEntries(journal, "stays", 0, 1);
            transactions.rollback(inDoubt);
            journal.deleteStream("b");
            for (int i = 0; i < 100; i++) {
                journal.append("deleted", new byte[500]);
            }
        }
        try (Journal journal = open(machine)) {
            assertEquals(List.of(), Transactions.of(journal).inDoubt());
            assertEquals(0, journal.nextId("b"));
        }
    }

    @Test
    void entriesOfCommittedBranches_areDiscardedFromTheLog_whenTheyAreTruncated() throws InterruptedException {
        try (Journal journal = openWithThreads(machine)) {
            commitBranches(journal, 0, 200);
            for (int i = 0; i < 100; i++) {
                journal.append("deleted", new byte[500]);
            }
            long before = kept();
            journal.deleteStream("deleted");
            // Then the parts before those of the deleted stream were examined while their entries were needed.
            awaitKept(before - 30_000);
            append(journal, "forever", 1);
            commitBranches(journal, 200, 20);
            journal.truncate("b", 210);
            awaitKept(50_000);
        }
        try (Journal journal = open(another)) {
            assertEquals(210, journal.firstId("b"));
            assertEquals(220, journal.nextId("b"));
            requireEntries(journal, "forever", 0, 1);
        }
    }

    private static void commitBranches(Journal journal, int from, int count) {
        Transactions transactions = Transactions.of(journal);
        for (int i = from; i < from + count; i++) {
            BranchId id = new BranchId(1, bytes("branch " + i), new byte[1]);
            transactions.begin(id).add("b", new byte[500]);
            transactions.prepare(id);
            transactions.commit(id);
        }
    }

    @Test
    void crashes_areSurvivedOnSeveralMachines() {
        int crashes = 0;
        for (long seed = SEED; crashes < CRASHES; seed++) {
            crashes += CrashSimulation.onSeveralMachines(seed).run(CRASHES_EACH);
        }
    }

    @Test
    void crashesOfAShardedJournal_areSurvivedOnSeveralMachines() {
        int crashes = 0;
        for (long seed = SEED; crashes < CRASHES; seed++) {
            crashes += ShardedCrashSimulation.onSeveralMachines(seed).run(CRASHES_EACH);
        }
    }
}
