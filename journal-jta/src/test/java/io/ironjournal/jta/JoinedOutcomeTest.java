package io.ironjournal.jta;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.IdRange;
import io.ironjournal.spi.transaction.Branch;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the outcome when the transaction manager makes some of its calls, or none. */
class JoinedOutcomeTest {

    private final InMemoryJournal journal = new InMemoryJournal();
    private final JournalRecoveryHandle handle = new JournalRecoveryHandle(journal.journalId());
    private final Xid xid = TestXid.next();
    private final AtomicInteger abandoned = new AtomicInteger();
    private JoinedOutcome outcome;

    @BeforeEach
    void addEntry() throws XAException {
        outcome = new JoinedOutcome(XaJournals.register(journal));
        handle.start(xid, XAResource.TMNOFLAGS);
        Branch branch = handle.association().branch();
        outcome.enlisted(counting(branch));
        Associations.work(branch, handle.association(), Content.ENTRY, buffer -> buffer.add("orders", new byte[1]));
        handle.end(xid, XAResource.TMSUCCESS);
    }

    /** Counts the calls of abandon. */
    private Branch counting(Branch branch) {
        return (Branch) Proxy.newProxyInstance(
                Branch.class.getClassLoader(), new Class<?>[] {Branch.class}, (proxy, method, args) -> {
                    if (method.getName().equals("abandon")) {
                        abandoned.incrementAndGet();
                    }
                    return method.invoke(branch, args);
                });
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void stage_commitWithoutAfterCompletion_completes() throws Exception {
        CompletableFuture<Map<String, IdRange>> waiting = outcome.stage().toCompletableFuture();
        handle.prepare(xid);
        handle.commit(xid, false);
        assertEquals(Map.of("orders", new IdRange(0, 1)), waiting.get(20, SECONDS));
    }

    @Test
    void stage_requestedAfterCommitWithoutAfterCompletion_completes() throws Exception {
        handle.commit(xid, true);
        assertEquals(
                Map.of("orders", new IdRange(0, 1)),
                outcome.stage().toCompletableFuture().get(20, SECONDS));
    }

    @Test
    void stage_commitWithAfterCompletion_completesThen() throws Exception {
        CompletableFuture<Map<String, IdRange>> waiting = outcome.stage().toCompletableFuture();
        handle.commit(xid, true);
        assertFalse(waiting.isDone(), "other resources may still have to commit");
        outcome.afterCompletion(Status.STATUS_COMMITTED);
        assertTrue(waiting.isDone());
        assertEquals(Map.of("orders", new IdRange(0, 1)), waiting.get());
    }

    @Test
    void afterCompletion_branchCommitted_createsNoException() throws Exception {
        handle.commit(xid, true);
        outcome.afterCompletion(Status.STATUS_COMMITTED);
        assertEquals(0, abandoned.get());
    }

    @Test
    void afterCompletion_branchNotEnded_rollsItBack() {
        outcome.afterCompletion(Status.STATUS_ROLLEDBACK);
        assertEquals(1, abandoned.get());
        assertEquals(0, journal.stats().inDoubt());
        assertThrows(XAException.class, () -> handle.prepare(xid));
    }

    @Test
    void stage_branchRollsBack_failsImmediately() throws Exception {
        assertNull(outcome.ending());
        handle.rollback(xid);
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> outcome.stage().toCompletableFuture().get(0, SECONDS));
        assertTrue(failure.getCause() instanceof RollbackException);
        assertEquals("was rolled back", outcome.ending());
    }

    @Test
    void ending_rolledBackOnAnotherThread_namesTimeout() throws Exception {
        Thread reaper = new Thread(
                () -> {
                    try {
                        handle.rollback(xid);
                    } catch (XAException e) {
                        throw new IllegalStateException(e);
                    }
                },
                "the reaper");
        reaper.start();
        reaper.join();
        String ending = outcome.ending();
        assertTrue(ending.contains("'the reaper'") && ending.contains("timeout"), ending);
    }
}
