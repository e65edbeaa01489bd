package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.PositionConflictException;
import io.ironjournal.TxnWriter;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Prepared branches that claim streams, and the writers that wait for them. */
@Timeout(60)
class StreamClaimTest {

    private static final Duration SHORT = Duration.ofMillis(50);
    private static final Duration LONG = Duration.ofSeconds(50);

    private SimulatedStorage storage = new SimulatedStorage(1);
    private final HookedStorage hooked = new HookedStorage(storage);

    private Journal open(Duration timeout) {
        JournalOptions options = Small.options().writeTimeout(timeout).build();
        return JournalOpener.open(options, hooked, true);
    }

    private static BranchId prepareExpecting(Journal journal, String name, String stream, long nextId) {
        BranchId id = Small.branchId(name);
        Branch branch = Transactions.of(journal).begin(id);
        branch.expect(stream, nextId);
        branch.add(stream, entry(name.hashCode(), 10));
        Transactions.of(journal).prepare(id);
        return id;
    }

    private static void requireTimeout(Executable call) {
        WriteTimeoutException timeout = assertThrows(WriteTimeoutException.class, call);
        assertEquals(Optional.of("s"), timeout.stream());
        assertTrue(timeout.isRetryable());
    }

    private static Throwable failure(CompletableFuture<Long> append) {
        return assertThrows(CompletionException.class, append::join).getCause();
    }

    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING && thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return task;
    }

    @Test
    void claimedStream_everyOtherWriteTimesOut_andOtherStreamsAreFree() {
        Journal journal = open(SHORT);
        journal.append("s", entry(0, 10));
        BranchId id = prepareExpecting(journal, "claims", "s", 1);
        requireTimeout(() -> journal.append("s", entry(1, 10)));
        requireTimeout(() -> journal.append("s", entry(1, 10), 1));
        requireTimeout(() -> journal.appendBatch("s", List.of(entry(1, 10), entry(2, 10))));
        requireTimeout(() -> journal.deleteStream("s"));
        assertInstanceOf(
                WriteTimeoutException.class,
                failure(journal.appendAsync("s", entry(1, 10)).toCompletableFuture()));
        TxnWriter writer = journal.writer("t").add(entry(1, 10)).add("s", entry(2, 10));
        requireTimeout(writer::commit);
        Branch other = Transactions.of(journal).begin(Small.branchId("other"));
        other.add("s", entry(3, 10));
        requireTimeout(() -> Transactions.of(journal).prepare(other.id()));
        requireTimeout(() -> Transactions.of(journal).commitOnePhase(other.id()));
        assertEquals(BranchState.ACTIVE, other.state());

        journal.append("free", entry(0, 10));
        assertThrows(PositionConflictException.class, () -> journal.append("s", entry(1, 10), 0), "is certain already");
        Transactions.of(journal).commit(id);
        writer.commit();
        Transactions.of(journal).prepare(other.id());
        Transactions.of(journal).commit(other.id());
        Small.requireEntries(
                journal, "s", List.of(entry(0, 10), entry("claims".hashCode(), 10), entry(2, 10), entry(3, 10)));
        journal.close();
    }

    @Test
    void branchWithoutExpectation_keepsOthersFromExpecting_butNotFromAppending() {
        Journal journal = open(SHORT);
        BranchId plain = Small.prepare(journal, "plain", "s", entry(7, 10));
        BranchId expecting = Small.branchId("expecting");
        Branch branch = Transactions.of(journal).begin(expecting);
        branch.expect("s", 2);
        branch.add("t", entry(1, 10));
        assertEquals(0, journal.append("s", entry(0, 10)));
        assertEquals(1, journal.append("s", entry(1, 10), 1));
        requireTimeout(() -> Transactions.of(journal).prepare(expecting));
        BranchId alsoPlain = Small.prepare(journal, "also plain", "s", entry(8, 10));
        Transactions.of(journal).rollback(alsoPlain);
        Transactions.of(journal).commit(plain);
        assertThrows(
                PositionConflictException.class, () -> Transactions.of(journal).prepare(expecting));
        journal.close();
    }

    @Test
    void deletion_ofAStreamOfABranchWithoutExpectation_doesNotWait() {
        Journal journal = open(SHORT);
        journal.append("s", entry(0, 10));
        BranchId plain = Small.prepare(journal, "plain", "s", entry(7, 10));
        assertTrue(journal.deleteStream("s"));
        Transactions.of(journal).commit(plain);
        Small.requireEntries(journal, "s", List.of(entry(7, 10)));
        journal.close();
    }

    @Test
    void waitingWriters_continueAfterTheOutcome() throws Exception {
        Journal journal = open(LONG);
        BranchId first = prepareExpecting(journal, "first", "s", 0);
        FutureTask<Long> append = start(() -> journal.append("s", entry(1, 10)));
        FutureTask<Long> async = start(() ->
                journal.appendAsync("s", entry(2, 10)).toCompletableFuture().join());
        FutureTask<Long> late = start(() -> journal.append("s", entry(3, 10), 0));
        FutureTask<BranchId> second = start(() -> prepareExpecting(journal, "second", "s", 0));
        Transactions.of(journal).commit(first);
        assertEquals(3, append.get() + async.get());
        assertInstanceOf(
                PositionConflictException.class,
                assertThrows(ExecutionException.class, late::get).getCause());
        assertInstanceOf(
                PositionConflictException.class,
                assertThrows(ExecutionException.class, second::get).getCause());
        journal.close();
    }

    @Test
    void waitingAppend_getsThePosition_whenTheBranchIsRolledBack() throws Exception {
        Journal journal = open(LONG);
        BranchId first = prepareExpecting(journal, "first", "s", 0);
        FutureTask<Long> append = start(() -> journal.append("s", entry(3, 10), 0));
        Transactions.of(journal).rollback(first);
        assertEquals(0, append.get());
        journal.close();
    }

    @Test
    void claims_surviveCrashesAndCopiesOfThePrepare_andEndWithTheBranch() {
        Journal journal = Small.open(storage, Small.options().writeTimeout(SHORT));
        journal.append("s", entry(0, 10));
        BranchId expecting = prepareExpecting(journal, "claims", "s", 1);
        BranchId plain = Small.prepare(journal, "plain", "t", entry(7, 10));
        for (int round = 0; round < 4; round++) {
            Journal now = journal;
            requireTimeout(() -> now.append("s", entry(1, 10)));
            Branch wants = Transactions.of(now).begin(Small.branchId("wants t"));
            wants.expect("t", 0);
            assertThrows(WriteTimeoutException.class, () -> Transactions.of(now).prepare(wants.id()));
            for (int i = 0; round > 0 && i < 200; i++) {
                // Copies the records of the branches forward in the log.
                now.append("other", entry(i, 1000));
            }
            storage = round % 2 == 0 ? storage.powerCut(round) : storage.kill();
            journal = Small.open(storage, Small.options().writeTimeout(SHORT));
        }
        Transactions.of(journal).commit(expecting);
        Transactions.of(journal).rollback(plain);
        assertEquals(2, journal.append("s", entry(1, 10)));
        prepareExpecting(journal, "wants t", "t", 0);
        journal = Small.open(storage.powerCut(9), Small.options().writeTimeout(SHORT));
        Small.requireEntries(journal, "s", List.of(entry(0, 10), entry("claims".hashCode(), 10), entry(1, 10)));
        Journal last = journal;
        assertThrows(WriteTimeoutException.class, () -> last.append("t", entry(0, 10)));
    }

    @Test
    void close_endsTheWaitForAClaim() throws Exception {
        Journal journal = open(LONG);
        prepareExpecting(journal, "claims", "s", 0);
        FutureTask<Long> append = start(() -> journal.append("s", entry(1, 10)));
        journal.close();
        assertInstanceOf(
                JournalClosedException.class,
                assertThrows(ExecutionException.class, append::get).getCause());
    }

    @Test
    void failure_endsTheWaitForAClaim() throws Exception {
        Journal journal = open(LONG);
        prepareExpecting(journal, "claims", "s", 0);
        FutureTask<Long> append = start(() -> journal.append("s", entry(1, 10)));
        hooked.hook(operation -> {
            throw new java.io.IOException("The device is gone");
        });
        assertThrows(JournalFailedException.class, () -> journal.append("t", entry(1, 10)));
        assertInstanceOf(
                JournalFailedException.class,
                assertThrows(ExecutionException.class, append::get).getCause());
    }

    /** Queues asynchronous appends behind a PREPARE, before the PREPARE has its claim. */
    private List<CompletableFuture<Long>> appendBehindPrepare(Journal journal) throws Exception {
        CountDownLatch forcing = new CountDownLatch(1);
        CountDownLatch force = new CountDownLatch(1);
        hooked.once("writeForced:log/", operation -> {
            forcing.countDown();
            try {
                force.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        FutureTask<Long> held = start(() -> journal.append("t", entry(0, 10)));
        forcing.await();
        FutureTask<BranchId> prepare = start(() -> prepareExpecting(journal, "claims", "s", 0));
        List<CompletableFuture<Long>> appends = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            appends.add(journal.appendAsync("s", entry(i, 10)).toCompletableFuture());
        }
        force.countDown();
        held.get();
        prepare.get();
        return appends;
    }

    @Test
    void asynchronousAppendsBehindAPrepare_followTheBranchInTheirOrder() throws Exception {
        Journal journal = open(LONG);
        List<CompletableFuture<Long>> appends = appendBehindPrepare(journal);
        FutureTask<Long> later = start(() -> journal.append("s", entry(20, 10)));
        assertTrue(appends.stream().noneMatch(CompletableFuture::isDone));
        Transactions.of(journal).commit(Small.branchId("claims"));
        for (int i = 0; i < appends.size(); i++) {
            assertEquals(i + 1, appends.get(i).get());
        }
        assertEquals(21, later.get());
        journal.close();
    }

    @Test
    void asynchronousAppendsBehindAPrepare_timeOut_andUseNoMemoryMeanwhile() throws Exception {
        Journal journal = open(Duration.ofMillis(500));
        List<CompletableFuture<Long>> appends = appendBehindPrepare(journal);
        long memory = journal.stats().memtableBytes();
        appends.forEach(append -> assertInstanceOf(WriteTimeoutException.class, failure(append)));
        assertEquals(memory, journal.stats().memtableBytes());
        Transactions.of(journal).rollback(Small.branchId("claims"));
        assertEquals(0, journal.append("s", entry(1, 10), 0));
        journal.close();
    }

    @Test
    void asynchronousAppendsBehindAPrepare_endWhenTheJournalCloses() throws Exception {
        Journal journal = open(LONG);
        List<CompletableFuture<Long>> appends = appendBehindPrepare(journal);
        journal.close();
        appends.forEach(append -> assertInstanceOf(JournalClosedException.class, failure(append)));
    }
}
