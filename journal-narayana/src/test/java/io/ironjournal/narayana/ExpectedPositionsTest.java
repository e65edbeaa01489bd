package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.IdRange;
import io.ironjournal.PositionConflictException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected positions of streams in transactions. */
class ExpectedPositionsTest extends CursorInTransactions {

    @Test
    void unchangedStream_commits() throws Exception {
        append("a");
        tm.begin();
        CompletableFuture<IdRange> committed = transactional
                .writer("orders")
                .expect("orders", 1)
                .add(bytes("b"))
                .committed()
                .toCompletableFuture();
        tm.commit();
        assertEquals(new IdRange(1, 2), committed.get());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void changedStream_rollsBackTheTransaction(boolean twoPhases) throws Exception {
        append("a");
        tm.begin();
        Partner partner = new Partner();
        if (twoPhases) {
            tm.getTransaction().enlistResource(partner);
        }
        CompletableFuture<IdRange> committed = transactional
                .writer("mails")
                .expect("orders", 1)
                .add(bytes("b"))
                .committed()
                .toCompletableFuture();
        transactional.autonomous().append("orders", bytes("faster"));
        assertThrows(RollbackException.class, tm::commit);
        assertInstanceOf(
                PositionConflictException.class,
                assertThrows(ExecutionException.class, committed::get).getCause());
        assertEquals(List.of(), read(journal, "mails"));
        assertEquals(twoPhases ? List.of("prepare", "rollback") : List.of(), partner.calls);
    }

    @Test
    void twoPositionsOfOneStream_markTheTransactionRollbackOnly() throws Exception {
        tm.begin();
        transactional.writer("orders").expect("orders", 0);
        assertThrows(
                PositionConflictException.class,
                () -> transactional.writer("orders").expect("orders", 1));
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        tm.rollback();
    }

    @Test
    void appendsThatExpectAPosition_areRefusedInATransaction() throws Exception {
        tm.begin();
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> transactional.append("orders", bytes("a"), 0));
        assertTrue(refused.getMessage().contains("expect"), refused.getMessage());
        assertThrows(IllegalStateException.class, () -> transactional.appendBatch("orders", List.of(bytes("a")), 0));
        tm.rollback();
        assertEquals(0, transactional.append("orders", bytes("a"), 0));
        assertEquals(new IdRange(1, 2), transactional.appendBatch("orders", List.of(bytes("b")), 1));
    }
}
