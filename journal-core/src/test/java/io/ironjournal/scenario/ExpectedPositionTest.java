package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.PositionConflictException;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writes that expect the position of a stream, without branches in doubt. */
@Timeout(60)
class ExpectedPositionTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final HookedStorage hooked = new HookedStorage(storage);
    private final Journal journal = Small.open(hooked);
    private final Transactions transactions = Transactions.of(journal);
    private final Semaphore forcing = new Semaphore(0);

    private static void requireConflict(PositionConflictException conflict, String stream, long expected, long actual) {
        assertEquals(Optional.of(stream), conflict.stream());
        assertEquals(expected, conflict.expected());
        assertEquals(actual, conflict.actual());
        assertFalse(conflict.isRetryable());
        assertFalse(conflict.outcomeUnknown());
    }

    private void requireConflict(long actual, Runnable call, long expected) {
        requireConflict(assertThrows(PositionConflictException.class, call::run), "s", expected, actual);
    }

    @Test
    void append_atTheExpectedPosition_getsThatId() {
        assertEquals(0, journal.append("s", entry(0, 10), 0));
        assertEquals(1, journal.append("s", entry(1, 10), 1));
        assertEquals(new IdRange(2, 4), journal.appendBatch("s", List.of(entry(2, 10), entry(3, 10)), 2));
        assertEquals(new IdRange(4, 4), journal.appendBatch("s", List.of(), 4));
        List<byte[]> all = List.of(entry(0, 10), entry(1, 10), entry(2, 10), entry(3, 10));
        Small.requireEntries(journal, "s", all);
        Small.requireEntries(Small.open(storage.powerCut(1)), "s", all);
    }

    @ParameterizedTest
    @EnumSource
    void write_atAnotherPosition_isRefusedAndWritesNothing(SyncMode mode) {
        Journal other = Small.open(new SimulatedStorage(2), Small.options().syncMode(mode));
        other.append("s", entry(0, 10));
        long records = other.stats().records();
        for (long expected : new long[] {0, 2, Long.MAX_VALUE}) {
            requireConflict(1, () -> other.append("s", entry(9, 10), expected), expected);
            requireConflict(1, () -> other.appendBatch("s", List.of(entry(9, 10)), expected), expected);
            requireConflict(1, () -> other.appendBatch("s", List.of(), expected), expected);
            try (TxnWriter writer = other.writer("s").expect("s", expected).add("t", entry(9, 10))) {
                requireConflict(1, writer::commit, expected);
            }
        }
        Small.requireEntries(other, "s", List.of(entry(0, 10)));
        assertEquals(List.of("s"), other.streams());
        assertEquals(records, other.stats().records());
        assertEquals(1, other.append("s", entry(1, 10), 1));
    }

    @Test
    void negativePosition_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> journal.append("s", entry(0, 10), -1));
        assertThrows(IllegalArgumentException.class, () -> journal.appendBatch("s", List.of(), -1));
        assertThrows(IllegalArgumentException.class, () -> journal.writer("s").expect("s", -1));
        assertEquals(List.of(), journal.streams());
    }

    @Test
    void streamThatDoesNotExist_endsAt0_alsoAfterItsDeletion() {
        requireConflict(0, () -> journal.append("s", entry(0, 10), 1), 1);
        journal.append("s", entry(0, 10), 0);
        journal.deleteStream("s");
        requireConflict(0, () -> journal.append("s", entry(0, 10), 1), 1);
        assertEquals(0, journal.append("s", entry(5, 10), 0));
    }

    @Test
    void transaction_expectsPositionsOfSeveralStreams_alsoWithoutEntriesInThem() {
        journal.append("a", entry(0, 10));
        try (TxnWriter writer = journal.writer("s")) {
            writer.expect("a", 1)
                    .expect("b", 0)
                    .expect("a", 1)
                    .add(entry(1, 10))
                    .add(entry(2, 10));
            assertEquals(new IdRange(0, 2), writer.commit());
        }
        TxnWriter late = journal.writer("s").expect("a", 1).add("b", entry(3, 10));
        journal.append("a", entry(4, 10));
        requireConflict(assertThrows(PositionConflictException.class, late::commit), "a", 1, 2);
        late.rollback();
        assertEquals(0, journal.nextId("b"));
    }

    @Test
    void transaction_withExpectationsOnly_isCheckedAndWritesNoRecord() {
        journal.append("a", entry(0, 10));
        long records = journal.stats().records();
        assertEquals(IdRange.EMPTY, journal.writer("s").expect("a", 1).commit());
        assertThrows(
                PositionConflictException.class,
                () -> journal.writer("s").expect("a", 0).commit());
        assertEquals(records, journal.stats().records());
    }

    @Test
    void transaction_withTwoExpectationsOfOneStream_conflictsAtOnce() {
        TxnWriter writer = journal.writer("s").expect("s", 3);
        requireConflict(4, () -> writer.expect("s", 4), 3);
    }

    @Test
    void branch_inOnePhase_isCheckedAtCommit_andStaysActive() {
        journal.append("s", entry(0, 10));
        BranchId id = Small.branchId("one phase");
        Branch branch = transactions.begin(id);
        branch.expect("s", 1);
        branch.add("s", entry(1, 10));
        branch.add("s", entry(2, 10));
        assertEquals(new IdRange(1, 3), transactions.commitOnePhase(id).get("s"));

        BranchId late = Small.branchId("late");
        transactions.begin(late).expect("s", 1);
        requireConflict(3, () -> transactions.commitOnePhase(late), 1);
        requireConflict(3, () -> transactions.prepare(late), 1);
        assertEquals(BranchState.ACTIVE, transactions.find(late).orElseThrow().state());
        transactions.rollback(late);
    }

    @Test
    void branch_withExpectationsOnly_votes() {
        BranchId id = Small.branchId("only expects");
        Branch branch = transactions.begin(id);
        branch.expect("s", 0);
        assertFalse(branch.isEmpty());
        assertEquals(Vote.PREPARED, transactions.prepare(id));
        transactions.commit(id);
        journal.append("s", entry(0, 10), 0);
    }

    /**
     * The writes are in one group: the first gets the position that the second expects. The group is held at the device.
     * If the second were answered before the group is forced, it would rely on an entry that a power failure loses.
     */
    @Test
    void conflict_isAnsweredOnlyWhenTheEntryBeforeItIsForced() throws Exception {
        CountDownLatch firstGroup = new CountDownLatch(1);
        CountDownLatch secondGroup = new CountDownLatch(1);
        journal.close();
        Journal threaded = Small.openThreaded(hooked);
        holdNextForce(firstGroup);
        FutureTask<Long> held = start(() -> threaded.append("other", entry(0, 10)));
        forcing.acquire();
        FutureTask<Long> first = start(() -> threaded.append("s", entry(1, 10)));
        FutureTask<Long> second = start(() -> threaded.append("s", entry(2, 10), 0));
        holdNextForce(secondGroup);
        firstGroup.countDown();
        held.get();

        forcing.acquire();
        assertThrows(TimeoutException.class, () -> second.get(200, TimeUnit.MILLISECONDS));
        assertFalse(first.isDone());
        secondGroup.countDown();

        assertEquals(0, first.get());
        ExecutionException failed = assertThrows(ExecutionException.class, second::get);
        requireConflict((PositionConflictException) failed.getCause(), "s", 0, 1);
        assertEquals(1, threaded.nextId("s"));
        threaded.close();
    }

    private void holdNextForce(CountDownLatch until) {
        hooked.once("writeForced:log/", operation -> {
            forcing.release();
            try {
                until.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** Runs a call on a thread, and returns when the call waits. */
    private static FutureTask<Long> start(Callable<Long> call) {
        FutureTask<Long> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return task;
    }
}
