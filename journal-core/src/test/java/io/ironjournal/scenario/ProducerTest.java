package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalProducers;
import io.ironjournal.NewEntry;
import io.ironjournal.Producer;
import io.ironjournal.ProducerConflictException;
import io.ironjournal.ProducerInfo;
import io.ironjournal.ProducerResult;
import io.ironjournal.SyncMode;
import io.ironjournal.TooManyProducersException;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Writers with a durable position: input that is repeated is written once. */
@Timeout(60)
class ProducerTest {

    private SimulatedStorage storage = new SimulatedStorage(1);
    private final HookedStorage hooked = new HookedStorage(storage);
    private Journal journal = Small.open(hooked);
    private Transactions transactions = Transactions.of(journal);
    private final Semaphore forcing = new Semaphore(0);

    private static void requireWritten(ProducerResult result, long id, long sequence) {
        assertTrue(result.isWritten(), result.toString());
        assertEquals(new IdRange(id, id + 1), result.ids());
        assertEquals(sequence, result.lastSequence());
    }

    private static void requireAlreadyWritten(ProducerResult result, long last) {
        assertFalse(result.isWritten(), result.toString());
        assertEquals(IdRange.EMPTY, result.ids());
        assertEquals(last, result.lastSequence());
    }

    private void reopenAfterAPowerCut() {
        storage = storage.powerCut(1);
        journal = Small.open(storage);
        transactions = Transactions.of(journal);
    }

    @ParameterizedTest
    @EnumSource
    void sequenceAtOrBelowTheLast_writesNothing(SyncMode mode) {
        Journal other = Small.open(new SimulatedStorage(2), Small.options().syncMode(mode));
        Producer producer = other.producer("importer");
        assertEquals(OptionalLong.empty(), producer.sequence());
        requireWritten(producer.append("s", entry(0, 10), 5), 0, 5);
        requireWritten(producer.append("t", NewEntry.of(entry(1, 10)), 9), 0, 9);
        long records = other.stats().records();
        for (long repeated : new long[] {0, 5, 8, 9}) {
            requireAlreadyWritten(producer.append("s", entry(0, 10), repeated), 9);
            requireAlreadyWritten(producer.appendEntries("s", List.of(NewEntry.of(entry(0, 10))), repeated), 9);
        }
        assertEquals(records, other.stats().records());
        assertEquals(OptionalLong.of(9), other.producer("importer").sequence());
        assertEquals(1, other.nextId("s"));
        requireWritten(other.producer("another").append("s", entry(2, 10), 0), 1, 0);
    }

    @Test
    void repeatedInput_usesNoMemory() {
        Producer producer = journal.producer("importer");
        producer.append("s", entry(0, 1000), 1);
        long memory = journal.stats().memtableBytes();
        for (int i = 0; i < 200; i++) {
            requireAlreadyWritten(producer.append("s", entry(0, 1000), 1), 1);
        }
        assertEquals(memory, journal.stats().memtableBytes());
    }

    /**
     * The sequence becomes visible in the middle of a round, and its record is not forced. The power fails when the file of
     * producers is durable.
     */
    @Test
    void fileOfProducers_hasNoSequence_whoseRecordAPowerCutCanLose() throws InterruptedException {
        for (int seed = 0; seed < 10; seed++) {
            SimulatedStorage own = new SimulatedStorage(seed);
            HookedStorage hooks = new HookedStorage(own);
            JournalOptions options = Small.options()
                    .syncMode(SyncMode.ASYNC)
                    .syncInterval(Duration.ofHours(1))
                    .build();
            Journal async = JournalOpener.open(options, hooks, true);
            Producer producer = async.producer("importer");
            producer.append("s", entry(0, 10), 0);
            AtomicBoolean inRound = new AtomicBoolean();
            AtomicReference<SimulatedStorage> cut = new AtomicReference<>();
            CountDownLatch done = new CountDownLatch(1);
            int cutSeed = seed;
            HookedStorage.Hook powerFails = last -> {
                cut.set(own.powerCut(cutSeed));
                done.countDown();
            };
            hooks.once("create:catalogue", round -> {
                inRound.set(true);
                producer.append("s", entry(1, 10), 1);
                hooks.once("rename:cursors.new", rename -> hooks.once("dir:", name -> hooks.once("", powerFails)));
            });
            for (int i = 0; i < 36 && !inRound.get(); i++) {
                async.append("noise", entry(i, 1000));
            }
            done.await();
            Journal recovered = Small.open(cut.get());
            assertEquals(
                    recovered.nextId("s") - 1,
                    recovered.producer("importer").sequence().orElse(-1),
                    "seed " + seed);
        }
    }

    @Test
    void batch_hasOneSequence() {
        Producer producer = journal.producer("importer");
        List<NewEntry> batch = List.of(NewEntry.of(entry(0, 10)), NewEntry.of(entry(1, 10)));
        assertEquals(new IdRange(0, 2), producer.appendEntries("s", batch, 1).ids());
        requireAlreadyWritten(producer.appendEntries("s", batch, 1), 1);
        assertThrows(IllegalArgumentException.class, () -> producer.appendEntries("s", List.of(), 2));
    }

    @Test
    void sequence_survivesPowerCutsFlushesAndDeletionsOfTheStream() {
        Producer producer = journal.producer("importer");
        producer.append("s", entry(0, 10), 3);
        reopenAfterAPowerCut();
        requireAlreadyWritten(journal.producer("importer").append("s", entry(0, 10), 3), 3);
        journal.close();
        journal = Small.open(storage);
        requireAlreadyWritten(journal.producer("importer").append("s", entry(0, 10), 3), 3);
        journal.deleteStream("s");
        requireAlreadyWritten(journal.producer("importer").append("s", entry(0, 10), 3), 3);
        journal.close();
        reopenAfterAPowerCut();
        requireAlreadyWritten(journal.producer("importer").append("s", entry(0, 10), 3), 3);
    }

    @Test
    void producers_areListedAndDeleted() {
        journal.producer("b").append("s", entry(0, 10), 4);
        journal.producer("a").append("s", entry(1, 10), 2);
        List<ProducerInfo> listed = journal.producers();
        assertEquals(List.of("a", "b"), listed.stream().map(ProducerInfo::name).toList());
        assertEquals(
                List.of(2L, 4L), listed.stream().map(ProducerInfo::sequence).toList());
        assertTrue(listed.get(0).toString().startsWith("ProducerInfo['a', sequence 2, moved at "));
        assertTrue(journal.deleteProducer("b"));
        assertFalse(journal.deleteProducer("b"));
        assertEquals(1, journal.producers().size());
        reopenAfterAPowerCut();
        assertEquals(OptionalLong.empty(), journal.producer("b").sequence());
        requireWritten(journal.producer("b").append("s", entry(2, 10), 4), 2, 4);
    }

    @Test
    void moreProducersThanTheLimit_areRefused_untilOneIsDeleted() {
        Journal many = Small.open(new SimulatedStorage(2), Small.options().syncMode(SyncMode.ASYNC));
        for (int i = 0; i < JournalProducers.MAX_PRODUCERS; i++) {
            many.producer("p" + i).append("s", new byte[0], 1);
        }
        Producer late = many.producer("late");
        TooManyProducersException error =
                assertThrows(TooManyProducersException.class, () -> late.append("s", new byte[0], 1));
        assertTrue(error.getMessage().contains("10000"), error.getMessage());
        BranchId id = Small.branchId("late");
        Transactions.of(many).begin(id).advance("late", 1);
        assertThrows(
                TooManyProducersException.class, () -> Transactions.of(many).prepare(id));
        Transactions.of(many).rollback(id);
        many.producer("p7").append("s", new byte[0], 2);
        many.deleteProducer("p3");
        assertTrue(late.append("s", new byte[0], 1).isWritten());
        assertEquals(JournalProducers.MAX_PRODUCERS, many.producers().size());
    }

    @Test
    void invalidArguments_areRefused() {
        Producer producer = journal.producer("importer");
        assertThrows(IllegalArgumentException.class, () -> producer.append("s", entry(0, 10), -1));
        assertThrows(IllegalArgumentException.class, () -> journal.producer(""));
        assertThrows(IllegalArgumentException.class, () -> journal.producer("x".repeat(86)));
        assertThrows(IllegalArgumentException.class, () -> journal.producer("\ud800"));
        assertThrows(IllegalArgumentException.class, () -> journal.writer("s").advance("", 1));
        assertThrows(IllegalArgumentException.class, () -> journal.writer("s").advance("importer", -1));
        assertEquals(List.of(), journal.streams());
        journal.close();
        assertThrows(JournalClosedException.class, producer::sequence);
        assertThrows(JournalClosedException.class, () -> producer.append("s", entry(0, 10), 1));
        assertThrows(JournalClosedException.class, journal::producers);
    }

    @Test
    void localTransaction_movesProducerAndEntriesTogether() {
        TxnWriter rolledBack = journal.writer("s");
        assertTrue(rolledBack.advance("importer", 1));
        rolledBack.add(entry(0, 10)).rollback();
        try (TxnWriter writer = journal.writer("s")) {
            assertTrue(writer.advance("importer", 1));
            assertFalse(writer.advance("importer", 1), "in this transaction already");
            assertTrue(writer.advance("importer", 2));
            assertTrue(writer.advance("other", 7));
            writer.add(entry(1, 10)).add("t", entry(2, 10));
            writer.commit();
        }
        reopenAfterAPowerCut();
        assertEquals(OptionalLong.of(2), journal.producer("importer").sequence());
        assertEquals(OptionalLong.of(7), journal.producer("other").sequence());
        TxnWriter repeated = journal.writer("s");
        assertFalse(repeated.advance("importer", 2));
        assertEquals(IdRange.EMPTY, repeated.commit());
        assertEquals(1, journal.nextId("s"));
    }

    @Test
    void localTransaction_overtakenByAnotherWriter_writesNothing() {
        TxnWriter writer = journal.writer("s");
        writer.advance("importer", 4);
        writer.add(entry(0, 10));
        journal.producer("importer").append("t", entry(1, 10), 4);
        ProducerConflictException conflict = assertThrows(ProducerConflictException.class, writer::commit);
        assertFalse(conflict.isRetryable());
        writer.rollback();
        assertEquals(0, journal.nextId("s"));
    }

    @Test
    void branch_claimsItsProducer_throughCrashes_untilItsOutcome() {
        journal.producer("importer").append("s", entry(0, 10), 1);
        BranchId id = Small.branchId("in doubt");
        Branch branch = transactions.begin(id);
        assertFalse(branch.advance("importer", 1));
        assertTrue(branch.isEmpty());
        assertTrue(branch.advance("importer", 2));
        assertFalse(branch.advance("importer", 2));
        branch.add("s", entry(1, 10));
        requireClaimed(id);
        assertEquals(Vote.PREPARED, transactions.prepare(id));
        requireClaimed(id);
        reopenAfterAPowerCut();
        requireClaimed(id);
        for (int i = 0; i < 200; i++) {
            journal.append("noise", entry(i, 400));
        }
        journal.close();
        journal = Small.open(storage);
        transactions = Transactions.of(journal);
        requireClaimed(id);
        transactions.commit(id);
        requireAlreadyWritten(journal.producer("importer").append("s", entry(1, 10), 2), 2);
        requireWritten(journal.producer("importer").append("s", entry(2, 10), 3), 2, 3);
    }

    private void requireClaimed(BranchId id) {
        Producer producer = journal.producer("importer");
        for (Runnable call : List.<Runnable>of(
                () -> producer.append("t", entry(9, 10), 2),
                () -> producer.append("t", entry(9, 10), 5),
                () -> journal.deleteProducer("importer"),
                () -> transactions.begin(Small.branchId("other")).advance("importer", 5))) {
            ProducerConflictException claimed = assertThrows(ProducerConflictException.class, call::run);
            assertTrue(claimed.isRetryable());
            assertEquals(Optional.of(id), claimed.branch());
            transactions.find(Small.branchId("other")).ifPresent(other -> transactions.rollback(other.id()));
        }
        requireAlreadyWritten(producer.append("s", entry(0, 10), 1), 1);
        assertEquals(0, journal.nextId("t"));
    }

    @Test
    void branchThatRolledBack_releasesItsProducer() {
        BranchId active = Small.branchId("active");
        transactions.begin(active).advance("importer", 1);
        transactions.rollback(active);
        BranchId prepared = Small.branchId("prepared");
        transactions.begin(prepared).advance("importer", 1);
        transactions.prepare(prepared);
        transactions.rollback(prepared);
        BranchId onePhase = Small.branchId("one phase");
        Branch branch = transactions.begin(onePhase);
        assertTrue(branch.advance("importer", 1));
        branch.add("s", entry(0, 10));
        transactions.commitOnePhase(onePhase);
        requireAlreadyWritten(journal.producer("importer").append("s", entry(0, 10), 1), 1);
    }

    @Test
    void shardedTransaction_movesProducerAndEntriesTogether() {
        JournalOptions options = JournalOptions.builder(Path.of("simulated")).build();
        SimulatedStorage own = new SimulatedStorage(3);
        ShardedJournal sharded = JournalOpener.openSharded(options, 2, own, false);
        ShardedTxnWriter writer = sharded.writer();
        assertTrue(writer.advance("importer", 1));
        writer.add(new byte[] {1}, entry(0, 10)).add(new byte[] {2}, entry(1, 10));
        writer.commit();
        ShardedJournal reopened = JournalOpener.openSharded(options, 2, own.powerCut(1), false);
        assertFalse(reopened.writer().advance("importer", 1));
        assertEquals(OptionalLong.of(1), reopened.journal().producer("importer").sequence());
    }

    /**
     * Both writes are in one group, which is held at the device. If the second were answered before the group is forced, its
     * caller would forget an input that a power failure loses.
     */
    @Test
    void alreadyWritten_isAnsweredOnlyWhenTheEntryIsForced() throws Exception {
        CountDownLatch firstGroup = new CountDownLatch(1);
        CountDownLatch secondGroup = new CountDownLatch(1);
        journal.close();
        Journal threaded = Small.openThreaded(hooked);
        Producer producer = threaded.producer("importer");
        holdNextForce(firstGroup);
        FutureTask<Long> held = start(() -> threaded.append("other", entry(0, 10)));
        forcing.acquire();
        FutureTask<ProducerResult> first = start(() -> producer.append("s", entry(1, 10), 1));
        FutureTask<ProducerResult> second = start(() -> producer.append("s", entry(1, 10), 1));
        holdNextForce(secondGroup);
        firstGroup.countDown();
        held.get();

        forcing.acquire();
        assertThrows(TimeoutException.class, () -> second.get(200, TimeUnit.MILLISECONDS));
        assertFalse(first.isDone());
        assertEquals(OptionalLong.empty(), producer.sequence(), "visible before it is forced");
        assertTrue(threaded.writer("s").advance("importer", 1), "visible to a transaction");
        secondGroup.countDown();

        requireWritten(first.get(), 0, 1);
        requireAlreadyWritten(second.get(), 1);
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
    private static <T> FutureTask<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        return task;
    }
}
