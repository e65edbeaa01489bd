package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CopyReport;
import io.ironjournal.CorruptionException;
import io.ironjournal.EntryTooLargeException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalNotFoundException;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.log.InMemoryCrash;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies of journals: from files to files, to a log that survives its directory, and back. */
class CopyTest {

    private static final Path FROM = Path.of("/from");
    private static final Path TO = Path.of("/to");

    private final SetClock clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private SimulatedStorage source = new SimulatedStorage(1);
    private SimulatedStorage target = new SimulatedStorage(2);

    @BeforeEach
    void beginAgain() {
        source = new SimulatedStorage(1);
        target = new SimulatedStorage(2);
    }

    private static JournalOptions options(Path root) {
        return Small.options(root).build();
    }

    private static JournalOptions on(InMemoryLog log, Path root) {
        return Small.options(root).commitLog(log).build();
    }

    private CopyReport copy(JournalOptions from, JournalOptions to) {
        return JournalOpener.copy(from, to, options -> options.root().equals(from.root()) ? source : target, false);
    }

    private Journal open(JournalOptions options, SimulatedStorage storage) {
        return JournalOpener.open(
                options, storage, false, files -> options.commitLog().orElse(files), clock);
    }

    /** Writes streams that begin at 0 or above, were deleted and created again, cursors and producers. */
    private List<String> written(JournalOptions options) {
        try (Journal journal = open(options, source)) {
            for (int i = 0; i < 400; i++) {
                clock.now = clock.now.plus(Duration.ofMillis(i % 5 == 0 ? 0 : 7));
                journal.append("orders", NewEntry.of(entry(i, i % 100)).header("number", "" + i));
                journal.appendBatch("truncated", List.of(entry(i, 300), entry(i, 20)));
            }
            journal.append("again", entry(1, 1));
            journal.cursor("old", "again").advanceTo(1);
            journal.deleteStream("again");
            journal.append("again", entry(2, 2));
            journal.append("deleted", entry(3, 3));
            journal.deleteStream("deleted");
            journal.truncate("truncated", 700);
            assertTrue(journal.firstId("truncated") > 500);
            journal.cursor("reader", "orders").advanceTo(400);
            journal.cursor("late", "truncated").advanceTo(3);
            for (int i = 0; i < 100; i++) {
                journal.cursor("many " + i, "truncated").advanceTo(700 + i % 100);
                journal.producer("input " + i).append("produced", entry(i, 9), i);
            }
            journal.deleteProducer("input 7");
            try (TxnWriter writer = journal.writer("orders")) {
                writer.add(entry(5, 5)).add("produced", entry(6, 6)).commit();
            }
            return JournalDump.of(journal);
        }
    }

    private List<String> dump(JournalOptions options, SimulatedStorage storage) {
        try (Journal journal = open(options.toBuilder().mustExist(true).build(), storage)) {
            return JournalDump.of(journal);
        }
    }

    @Test
    void copy_hasEverythingOfTheSource_alsoAfterAPowerCut() {
        List<String> expected = written(options(FROM));
        CopyReport report = copy(options(FROM), options(TO));
        assertEquals(4, report.streams());
        assertEquals(401 + 101 + 1 + 800 - firstIdOfTruncated(), report.entries());
        assertEquals(102, report.cursors());
        assertEquals(99, report.producers());
        assertEquals(0, report.checkpoints());
        target = target.powerCut(1);
        assertEquals(expected, dump(options(TO), target));
        assertEquals(expected, dump(options(TO), target));
        assertEquals(expected, dump(options(FROM), source), "the source is unchanged");
    }

    private long firstIdOfTruncated() {
        try (Journal journal = open(options(FROM), source)) {
            return journal.firstId("truncated");
        }
    }

    @Test
    void copy_isUsedLikeAnyJournal() {
        List<String> expected = written(options(FROM));
        copy(options(FROM), options(TO));
        try (Journal journal = open(options(TO), target)) {
            long next = journal.nextId("truncated");
            assertEquals(next, journal.append("truncated", entry(1, 10)));
            assertEquals(1, journal.append("again", entry(1, 10)));
            assertFalse(journal.producer("input 9")
                    .append("produced", entry(9, 9), 9)
                    .isWritten());
            assertTrue(journal.producer("input 9")
                    .append("produced", entry(9, 9), 10)
                    .isWritten());
            journal.truncate("orders", 400);
            assertTrue(journal.deleteStream("truncated"));
            assertEquals(0, journal.append("truncated", entry(1, 10)));
        }
        try (Journal journal = open(options(TO), target.kill())) {
            assertEquals(0, journal.firstId("truncated"));
            assertEquals(2, journal.nextId("again"));
        }
        assertEquals(expected, dump(options(FROM), source));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void journal_movesToALogElsewhere_andBack(boolean smallParts) {
        List<String> expected = written(options(FROM));
        InMemoryLog log = new InMemoryLog(Long.MAX_VALUE).survivingDirectory();
        JournalOptions elsewhere = smallParts
                ? on(log, TO).toBuilder().logBudget(32 << 10).build()
                : on(log, TO).toBuilder().logBudget(10 << 20).build();
        copy(options(FROM), elsewhere);
        assertEquals(expected, dump(elsewhere, target), "on the same machine");
        assertEquals(expected, dump(elsewhere, new SimulatedStorage(9)), "on another machine");
        try (Journal journal = open(elsewhere, new SimulatedStorage(10))) {
            journal.append("truncated", entry(5, 100));
            journal.truncate("orders", 399);
            expected = JournalDump.of(journal);
        }
        assertEquals(expected, dump(elsewhere, new SimulatedStorage(11)), "after changes");
        source = new SimulatedStorage(12);
        target = new SimulatedStorage(13);
        JournalOptions again = on(log, FROM);
        copy(again, options(TO));
        assertEquals(expected, dump(options(TO), target), "in files");
    }

    @Test
    void checkpoints_keepTheirCuts_alsoThoseWhoseEntriesArePruned() {
        List<String> expected = new ArrayList<>();
        try (ShardedJournal journal = sharded(options(FROM), source)) {
            for (int i = 0; i < 300; i++) {
                journal.append(("key " + i).getBytes(StandardCharsets.UTF_8), entry(i, 200));
                if (i % 20 == 19) {
                    journal.createCheckpoint(new byte[] {(byte) i});
                }
            }
            journal.pruneBeforeCheckpoint(new byte[] {(byte) 219});
            journal.compactCheckpoints(12);
            expected.addAll(JournalDump.of(journal));
        }
        assertTrue(expected.stream().anyMatch(line -> line.contains("pruned")), expected.toString());
        InMemoryLog log = new InMemoryLog(Long.MAX_VALUE).survivingDirectory();
        assertEquals(12, copy(options(FROM), on(log, TO)).checkpoints());
        try (ShardedJournal journal = sharded(on(log, TO), new SimulatedStorage(9))) {
            assertEquals(expected, JournalDump.of(journal));
            journal.createCheckpoint(new byte[1]);
            assertEquals(14, journal.compactCheckpoints(13).checkpointsBefore() + 1);
            journal.compactCheckpoints(12);
            expected = JournalDump.of(journal);
        }
        source = new SimulatedStorage(12);
        target = new SimulatedStorage(13);
        assertEquals(12, copy(on(log, FROM), options(TO)).checkpoints());
        try (ShardedJournal journal = sharded(options(TO), target)) {
            assertEquals(expected, JournalDump.of(journal));
        }
    }

    private ShardedJournal sharded(JournalOptions options, SimulatedStorage storage) {
        return JournalOpener.openSharded(options, 3, storage, false, clock);
    }

    @Test
    void crash_atAnyMoment_leavesNoJournal_orOneThatIsRefused_orAWholeOne() {
        List<String> expected = written(options(FROM));
        int before = target.operations();
        copy(options(FROM), options(TO));
        int operations = target.operations() - before;
        Set<String> outcomes = new TreeSet<>();
        for (int operation = 1; operation <= operations; operation += operation < 30 ? 1 : 17) {
            crashAt(operation, options(TO));
            SimulatedStorage left = operation % 2 == 0 ? target.kill() : target.powerCut(operation);
            outcomes.add(outcome(options(TO), left, expected));
        }
        for (int operation = operations - 12; operation <= operations; operation++) {
            crashAt(operation, options(TO));
            outcomes.add(outcome(options(TO), target.powerCut(operation), expected));
            crashAt(operation, options(TO));
            outcomes.add(outcome(options(TO), target.kill(), expected));
        }
        assertEquals(Set.of("none", "refused", "whole"), outcomes);
    }

    @Test
    void crash_whileALogElsewhereIsWritten_leavesNoJournal_orOneThatIsRefused_orAWholeOne() {
        List<String> expected = written(options(FROM));
        int before = target.operations();
        copy(options(FROM), on(new InMemoryLog(Long.MAX_VALUE).survivingDirectory(), TO));
        int operations = target.operations() - before;
        Set<String> outcomes = new TreeSet<>();
        for (int operation = 1; operation <= operations; operation += 1 + operations / 120) {
            InMemoryLog log = new InMemoryLog(Long.MAX_VALUE).survivingDirectory();
            crashAt(operation, on(log, TO));
            InMemoryLog left = operation % 2 == 0 ? InMemoryCrash.kill(log) : InMemoryCrash.powerCut(log, operation);
            String there = outcome(on(left, TO), new SimulatedStorage(operation), expected);
            outcomes.add(there);
            if (there.equals("refused")) {
                assertThrows(IllegalStateException.class, () -> {
                    target = new SimulatedStorage(3);
                    copy(options(FROM), on(left, TO));
                });
            }
        }
        assertTrue(outcomes.contains("refused") && outcomes.contains("whole"), outcomes.toString());
    }

    private void crashAt(int operation, JournalOptions to) {
        target = new SimulatedStorage(2);
        target.crashAfter(operation);
        try {
            copy(options(FROM), to);
        } catch (SimulatedCrash | JournalException crashed) {
            // The process has ended.
        }
    }

    /** Two openings, because the first one may change the log. */
    private String outcome(JournalOptions options, SimulatedStorage storage, List<String> expected) {
        String first = outcomeOnce(options, storage, expected);
        assertEquals(first, outcomeOnce(options, storage.kill(), expected));
        return first;
    }

    private String outcomeOnce(JournalOptions options, SimulatedStorage storage, List<String> expected) {
        try {
            List<String> found = dump(options, storage);
            if (found.isEmpty()) {
                return "none";
            }
            assertEquals(expected, found);
            return "whole";
        } catch (JournalNotFoundException none) {
            return "none";
        } catch (CorruptionException refused) {
            assertTrue(refused.getMessage().contains("is not complete"), refused.getMessage());
            return "refused";
        }
    }

    @Test
    void incompleteCopy_isRefusedAsATarget_andACopyAfterItsDeletionSucceeds() {
        List<String> expected = written(options(FROM));
        crashAt(300, options(TO));
        target = target.kill();
        CorruptionException refused = assertThrows(CorruptionException.class, () -> copy(options(FROM), options(TO)));
        assertTrue(refused.getMessage().contains("Delete the directory, and copy again"), refused.getMessage());
        target = new SimulatedStorage(5);
        copy(options(FROM), options(TO));
        assertEquals(expected, dump(options(TO), target));
    }

    @Test
    void targetThatExists_isRefused_andUnchanged() {
        List<String> expected = written(options(FROM));
        try (Journal other = open(options(TO), target)) {
            other.append("other", entry(1, 1));
        }
        List<String> before = dump(options(TO), target);
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> copy(options(FROM), options(TO)));
        assertTrue(refused.getMessage().contains("Choose another target"), refused.getMessage());
        assertEquals(before, dump(options(TO), target));

        InMemoryLog log = new InMemoryLog(Long.MAX_VALUE).survivingDirectory();
        target = new SimulatedStorage(4);
        try (Journal owner = open(on(log, TO), new SimulatedStorage(3))) {
            owner.append("other", entry(1, 1));
            assertThrows(IllegalStateException.class, () -> copy(options(FROM), on(log, TO)));
            owner.append("other", entry(1, 1));
        }
        assertEquals(expected, dump(options(FROM), source));
    }

    @Test
    void branchInDoubt_isNamed_andNothingIsCopied() {
        BranchId branch;
        try (Journal journal = open(options(FROM), source)) {
            branch = Small.prepare(journal, "undecided", "orders", entry(1, 1));
        }
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> copy(options(FROM), options(TO)));
        assertTrue(refused.getMessage().contains("1 transaction branches in doubt"), refused.getMessage());
        assertThrows(JournalNotFoundException.class, () -> dump(options(TO), target));
        try (Journal journal = open(options(FROM), source)) {
            Transactions.of(journal).commit(branch);
        }
        copy(options(FROM), options(TO));
    }

    @Test
    void sourceThatDoesNotExist_isNotCreated() {
        assertThrows(JournalNotFoundException.class, () -> copy(options(FROM), options(TO)));
        assertThrows(JournalNotFoundException.class, () -> dump(options(FROM), source));
        InMemoryLog log = new InMemoryLog(Long.MAX_VALUE).survivingDirectory();
        assertThrows(JournalNotFoundException.class, () -> copy(on(log, FROM), options(TO)));
    }

    @Test
    void entriesAboveTheLimitOfTheTarget_endTheCopy_whichIsRefusedAfterwards() {
        written(options(FROM));
        JournalOptions small = Small.options(TO).maxEntrySize(100).build();
        assertThrows(EntryTooLargeException.class, () -> copy(options(FROM), small));
        assertThrows(CorruptionException.class, () -> dump(options(TO), target));
    }
}
