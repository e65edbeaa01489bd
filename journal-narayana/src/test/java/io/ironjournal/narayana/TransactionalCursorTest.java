package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BeyondEndException;
import io.ironjournal.Cursor;
import io.ironjournal.TruncatedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests cursors that advance with the transaction. */
class TransactionalCursorTest extends CursorInTransactions {

    @Test
    void advanceTo_inTransaction_takesEffectAtCommit() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        transactional.writer("mails").add(bytes("to a"));
        assertEquals(1, cursor.position());
        assertEquals(0, committed());
        tm.commit();
        assertEquals(1, cursor.position());
        assertEquals(1, committed());
        assertEquals(List.of("to a"), read(journal, "mails"));
        transactional.close();
        open();
        assertEquals(1, cursor.position());
    }

    @Test
    void next_afterRollback_startsAtPositionBeforeTransaction() throws Exception {
        append("a", "b", "c");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        assertEquals("b", next());
        tm.rollback();
        assertEquals(0, committed());
        tm.begin();
        assertEquals(0, cursor.position());
        assertEquals("a", next());
        cursor.advanceTo(1);
        tm.commit();
        tm.begin();
        assertEquals("b", next());
        tm.commit();
        tm.begin();
        assertEquals("b", next(), "read, but not advanced");
        tm.commit();
    }

    @Test
    void next_afterAdvanceInTransaction_readsOn() throws Exception {
        append("a", "b", "c", "d");
        tm.begin();
        assertEquals("a", next());
        assertEquals("b", next());
        cursor.advanceTo(1);
        assertEquals("b", next(), "after an advance, reading starts at the position, as without a transaction");
        cursor.advanceTo(3);
        assertEquals("d", next());
        assertEquals("nothing", next());
        cursor.advanceTo(4);
        tm.commit();
        assertEquals(4, committed());
    }

    @Test
    void next_withoutAdvance_enlistsNothing() throws Exception {
        append("a");
        Partner partner = new Partner();
        long before = journal.stats().forces();
        tm.begin();
        tm.getTransaction().enlistResource(partner);
        assertEquals("a", next());
        cursor.advanceTo(0);
        assertEquals(0, cursor.position());
        assertEquals("a", next());
        assertFalse(transactional.cursor("mailer", "orders").await(Duration.ZERO), "the only entry was read");
        tm.commit();
        assertEquals(List.of("commit in one phase"), partner.calls);
        assertEquals(0, journal.stats().forces() - before);
    }

    @Test
    void advancesAndEntries_sameTransaction_shareOneBranchAndItsForces() throws Exception {
        append("a", "b");
        long before = journal.stats().forces();
        tm.begin();
        cursor.advanceTo(1);
        transactional.cursor("billing", "orders").advanceTo(2);
        transactional.writer("mails").add(bytes("to a"));
        tm.commit();
        assertEquals(1, journal.stats().forces() - before);
        Partner partner = new Partner();
        tm.begin();
        tm.getTransaction().enlistResource(partner);
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(List.of("prepare", "commit"), partner.calls);
        assertEquals(3, journal.stats().forces() - before);
        assertEquals(2, committed());
    }

    @Test
    void cursorsOfSameName_sameTransaction_shareState() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        Cursor other = transactional.cursor("mailer", "orders");
        assertEquals("b", text(other.next()));
        other.advanceTo(2);
        assertEquals(2, cursor.position());
        tm.commit();
        assertEquals(2, committed());
    }

    @Test
    void cursors_suspendedAndInnerTransaction_areIndependent() throws Exception {
        append("a", "b");
        Cursor auditor = transactional.cursor("auditor", "orders");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        Transaction outer = tm.suspend();
        assertEquals(0, cursor.position());
        tm.begin();
        assertEquals(0, cursor.position());
        auditor.advanceTo(2);
        tm.commit();
        assertEquals(2, auditor.position());
        tm.resume(outer);
        assertEquals("b", next());
        assertEquals(1, cursor.position());
        tm.rollback();
        assertEquals(0, committed());
        assertEquals(2, auditor.position());
    }

    @Test
    void cursor_outsideTransaction_isLocal() {
        append("a", "b");
        assertEquals("a", next());
        assertEquals("b", next());
        cursor.advanceTo(1);
        assertEquals("b", next());
        assertEquals(1, committed());
        assertThrows(IllegalArgumentException.class, () -> cursor.advanceTo(0));
        assertEquals("mailer", cursor.name());
        assertEquals("orders", cursor.stream());
    }

    @Test
    void advanceTo_invalidPosition_failsAndTransactionContinues() throws Exception {
        append("a", "b");
        tm.begin();
        cursor.advanceTo(1);
        assertThrows(IllegalArgumentException.class, () -> cursor.advanceTo(0));
        assertThrows(BeyondEndException.class, () -> cursor.advanceTo(3));
        assertEquals("b", next());
        tm.commit();
        assertEquals(1, committed());
    }

    @Test
    void cursor_transactionRollbackOnly_readsButDoesNotAdvance() throws Exception {
        append("a");
        tm.begin();
        tm.setRollbackOnly();
        assertEquals("a", next());
        assertThrows(IllegalStateException.class, () -> cursor.advanceTo(1));
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(0, committed());
    }

    @Test
    void cursor_transactionCompleted_neitherReadsNorAdvances() throws Exception {
        append("a");
        AtomicReference<Throwable> failure = new AtomicReference<>();
        tm.begin();
        tm.getTransaction().registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                failure.set(assertThrows(IllegalStateException.class, () -> cursor.advanceTo(1)));
                assertThrows(IllegalStateException.class, cursor::next);
            }
        });
        tm.commit();
        assertTrue(failure.get().getMessage().contains("committed"), () -> "" + failure.get());
        assertEquals(0, committed());
    }

    @Test
    void advanceTo_transactionTimedOut_fails() throws Exception {
        append("a", "b");
        tm.setTransactionTimeout(1);
        tm.begin();
        tm.setTransactionTimeout(0);
        cursor.advanceTo(1);
        while (tm.getStatus() == Status.STATUS_ACTIVE) {
            Thread.sleep(20);
        }
        assertThrows(IllegalStateException.class, () -> cursor.advanceTo(2));
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(0, committed());
        tm.begin();
        cursor.advanceTo(1);
        tm.commit();
        assertEquals(1, committed());
    }

    @Test
    void next_entriesTruncated_failsUntilCursorIsAdvanced() throws Exception {
        for (int i = 0; i < 400; i++) {
            journal.append("orders", new byte[1_000]);
        }
        transactional.close();
        open();
        journal.truncate("orders", 350);
        long first = journal.firstId("orders");
        assertTrue(first > 0);
        tm.begin();
        assertThrows(TruncatedException.class, cursor::next);
        cursor.advanceTo(first);
        assertEquals(first, cursor.next().orElseThrow().id());
        tm.commit();
        assertEquals(first, committed());
    }

    @Test
    void await_inTransaction_waitsForEntryAfterLastRead() throws Exception {
        append("a");
        tm.begin();
        assertTrue(cursor.await(Duration.ofSeconds(50)));
        assertEquals("a", next());
        assertFalse(cursor.await(Duration.ofMillis(20)));
        cursor.advanceTo(1);
        CompletableFuture<Void> appended = CompletableFuture.runAsync(
                () -> append("b"), CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS));
        assertTrue(cursor.await(Duration.ofSeconds(50)));
        assertEquals("b", next());
        appended.join();
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> cursor.await(Duration.ofSeconds(50)));
        tm.rollback();
    }
}
