package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After any failure, every waiting caller gets an error, and the error says whether the outcome is unknown. */
@Timeout(30)
class FailStopThreadsTest {

    private final SimulatedStorage device = new SimulatedStorage(1);
    private final HookedStorage storage = new HookedStorage(device);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void waitingCallers_allFail_andOnlyWritesInTheGroupHaveAnUnknownOutcome(boolean error) throws Exception {
        Journal journal = Small.openThreaded(storage);
        CountDownLatch forcing = new CountDownLatch(1);
        CountDownLatch queued = new CountDownLatch(1);
        storage.once("writeForced:log/", operation -> {
            forcing.countDown();
            await(queued);
            if (error) {
                throw new OutOfMemoryError("simulated");
            }
            throw new IOException("simulated");
        });
        Set<Boolean> uncertain = ConcurrentHashMap.newKeySet();
        Crew first = new Crew();
        first.start(() -> uncertain.add(failed(() -> journal.append("a", entry(1, 10)))));
        await(forcing);
        Set<Boolean> uncertainLater = ConcurrentHashMap.newKeySet();
        Crew later = new Crew();
        for (int i = 0; i < 8; i++) {
            int thread = i;
            later.start(() -> uncertainLater.add(failed(() -> journal.append("b", entry(thread, 10)))));
            later.start(() ->
                    uncertainLater.add(failed(() -> Small.prepare(journal, "" + thread, "c", entry(thread, 10)))));
        }
        List<CompletableFuture<Long>> futures = IntStream.range(0, 100)
                .mapToObj(i -> journal.appendAsync("d", entry(i, 10)).toCompletableFuture())
                .toList();
        later.awaitWaiting();
        queued.countDown();
        first.requireSuccess();
        later.requireSuccess();
        assertEquals(Set.of(true), uncertain);
        assertEquals(Set.of(false), uncertainLater, "these calls were queued behind the failed group");
        for (CompletableFuture<Long> future : futures) {
            CompletionException failure = assertThrows(CompletionException.class, future::join);
            assertInstanceOf(JournalFailedException.class, failure.getCause());
        }
        assertEquals(0, journal.nextId("d"));
        journal.close();
        assertEquals(
                List.of(),
                storage.operations.stream().skip(indexOfFailure() + 1).toList());
    }

    private int indexOfFailure() {
        return storage.operations.indexOf("writeForced:log/00000000000000000000.log");
    }

    private static boolean failed(Runnable call) {
        return assertThrows(JournalFailedException.class, call::run).outcomeUnknown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void failedStage_completesForEarlierAndLaterCallers() throws Exception {
        Journal journal = Small.openThreaded(storage);
        CompletableFuture<Throwable> before = journal.failed().toCompletableFuture();
        journal.append("a", entry(0, 10));
        assertFalse(before.isDone(), "the journal works");
        IOException cause = new IOException("simulated");
        storage.once("writeForced:log/", operation -> {
            throw cause;
        });
        failed(() -> journal.append("a", entry(1, 10)));
        assertSame(cause, before.get());
        assertSame(cause, journal.failed().toCompletableFuture().get(), "also for later callers");
        before.complete(new IOException("by the application"));
        journal.close();
        assertSame(cause, journal.failed().toCompletableFuture().get(), "also after close");
    }

    @Test
    void listenerThatNeverReturns_delaysNoCaller() throws Exception {
        Journal journal = Small.openThreaded(storage);
        CountDownLatch never = new CountDownLatch(1);
        journal.failed().thenAccept(cause -> await(never));
        storage.once("writeForced:log/", operation -> {
            throw new IOException("simulated");
        });
        assertTrue(failed(() -> journal.append("a", entry(0, 10))));
        assertFalse(failed(() -> journal.append("a", entry(1, 10))));
        journal.close();
        never.countDown();
    }

    @Test
    void closedJournal_hasNotFailed() {
        Journal journal = Small.openThreaded(storage);
        CompletableFuture<Throwable> failed = journal.failed().toCompletableFuture();
        journal.close();
        assertFalse(failed.isDone());
    }

    @Test
    void flusherFails_writersWaitingForMemoryFail() throws InterruptedException {
        Journal journal = Small.openThreaded(storage);
        storage.once("force:streams/", operation -> {
            throw new IOException("simulated");
        });
        journal.append("before", entry(0, 10));
        Crew writers = new Crew();
        Set<Boolean> uncertain = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 16; i++) {
            int thread = i;
            writers.start(() -> uncertain.add(failed(() -> {
                for (int j = 0; j < 10_000; j++) {
                    journal.append("a" + thread, entry(j, 3000));
                }
            })));
        }
        writers.requireSuccess();
        assertEquals(Set.of(false), uncertain);
        assertTrue(journal.get("before", 0).isPresent(), "reads continue");
        journal.close();
    }

    @Test
    void branch_whoseCommitFailed_isDecidedByTheDurableRecords() throws IOException {
        Journal journal = Small.open(storage);
        BranchId id = Small.prepare(journal, "b", "b", entry(1, 100));
        storage.once("writeForced:log/", operation -> {
            throw new IOException("simulated: nothing was written");
        });
        assertTrue(failed(() -> Transactions.of(journal).commit(id)));
        assertEquals(0, journal.nextId("b"));
        assertEquals(1, Transactions.of(journal).inDoubt().size(), "the unknown outcome leaves the branch in doubt");
        journal.close();
        try (Journal reopened = Small.open(device)) {
            assertEquals(id, Transactions.of(reopened).inDoubt().get(0).id());
            Transactions.of(reopened).commit(id);
            Small.requireEntries(reopened, "b", List.of(entry(1, 100)));
        }
    }
}
