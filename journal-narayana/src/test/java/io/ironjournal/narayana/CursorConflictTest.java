package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.JournalOptions;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transaction;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that only one of several consumers of a cursor can commit its advance. */
class CursorConflictTest extends CursorInTransactions {

    @Test
    void advanceTo_otherTransactionIsAdvancing_conflictsAndMarksRollbackOnly() throws Exception {
        append("a", "b");
        tm.begin();
        cursor.advanceTo(1);
        Transaction first = tm.suspend();
        tm.begin();
        assertEquals("a", next());
        transactional.writer("mails").add(bytes("twice"));
        CursorConflictException conflict = assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        assertTrue(conflict.getMessage().contains("mailer"), conflict.getMessage());
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        assertThrows(RollbackException.class, tm::commit);
        tm.resume(first);
        tm.commit();
        assertEquals(1, committed());
        assertEquals(List.of(), read(journal, "mails"));
    }

    @Test
    void advanceTo_movedSinceRead_conflicts() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        journal.cursor("mailer", "orders").advanceTo(1);
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        assertThrows(RollbackException.class, tm::commit);
        tm.begin();
        assertEquals("b", next());
        tm.rollback();
        tm.begin();
        assertEquals("b", next());
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(2, committed());
    }

    /** Another consumer moves the cursor, in one step. */
    private void otherMovesTo(long id) {
        journal.cursor("mailer", "orders").advanceTo(id);
    }

    private void assertConflictRollsBack(long id) throws Exception {
        transactional.writer("mails").add(bytes("twice"));
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(id));
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of(), read(journal, "mails"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_otherConsumerIsAhead_conflictsAndMarksRollbackOnly(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        tm.begin();
        assertEquals("a", next());
        otherMovesTo(other);
        assertConflictRollsBack(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_onlyPositionRead_otherConsumerIsAhead_conflicts(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        tm.begin();
        assertEquals(0, cursor.position());
        otherMovesTo(other);
        assertConflictRollsBack(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_positionReadBeforeTransaction_otherConsumerIsAhead_conflicts(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        assertEquals(0, cursor.position());
        otherMovesTo(other);
        tm.begin();
        assertConflictRollsBack(1);
        assertEquals(other, cursor.position());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_retryWithoutReading_otherConsumerIsAhead_conflicts(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        tm.begin();
        assertEquals("a", next());
        cursor.advanceTo(1);
        tm.rollback();
        otherMovesTo(other);
        tm.begin();
        assertConflictRollsBack(1);
        if (other < 5) {
            tm.begin();
            assertTrue(cursor.next().isPresent());
            cursor.advanceTo(other + 1);
            tm.commit();
            assertEquals(other + 1, committed());
        }
    }

    @Test
    void advanceTo_retryWithoutReading_noOtherConsumer_commits() throws Exception {
        append("a", "b");
        assertEquals("a", next());
        for (int attempt = 0; attempt < 3; attempt++) {
            tm.begin();
            cursor.advanceTo(1);
            tm.rollback();
        }
        tm.begin();
        cursor.advanceTo(1);
        tm.commit();
        tm.begin();
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(2, committed());
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3, 5})
    void advanceTo_nextTransactionWithoutReading_otherConsumerIsAhead_conflicts(long other) throws Exception {
        append("a", "b", "c", "d", "e");
        tm.begin();
        cursor.advanceTo(1);
        tm.commit();
        otherMovesTo(other);
        tm.begin();
        assertConflictRollsBack(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_cursorOfShard_otherConsumerIsAhead_conflicts(long other) throws Exception {
        try (ShardedJournal sharded = ShardedJournal.open(
                JournalOptions.builder(directory.resolve("sharded")).build(), 1)) {
            TransactionalShardedJournal ledger = TransactionalShardedJournal.of(
                    sharded, tm, TestNarayana.get().synchronizationRegistry());
            for (int i = 0; i < 5; i++) {
                sharded.append(bytes("key"), bytes("entry"));
            }
            Cursor shard = ledger.journal().cursor("mailer", sharded.streamOf(0));
            tm.begin();
            assertTrue(shard.next().isPresent());
            sharded.journal().cursor("mailer", sharded.streamOf(0)).advanceTo(other);
            assertThrows(CursorConflictException.class, () -> shard.advanceTo(1));
            assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
            assertThrows(RollbackException.class, tm::commit);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5})
    void advanceTo_outsideTransaction_otherConsumerIsAhead_conflicts(long other) {
        append("a", "b", "c", "d", "e");
        assertEquals("a", next());
        otherMovesTo(other);
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        Cursor plain = journal.cursor("plain", "orders");
        assertTrue(plain.next().isPresent());
        journal.cursor("plain", "orders").advanceTo(other);
        assertThrows(CursorConflictException.class, () -> plain.advanceTo(1));
    }

    @Test
    void next_movedSinceRead_conflicts() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        journal.cursor("mailer", "orders").advanceTo(1);
        assertThrows(CursorConflictException.class, this::next);
        assertThrows(RollbackException.class, tm::commit);
    }

    @Test
    void advanceTo_streamDeletedAndRecreated_conflicts() throws Exception {
        append("a", "b");
        tm.begin();
        assertEquals("a", next());
        journal.deleteStream("orders");
        append("c", "d");
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        assertThrows(RollbackException.class, tm::commit);
        tm.begin();
        assertEquals("c", next());
        tm.rollback();
    }

    @Test
    void advanceTo_readBeforeTransaction_movedSince_conflicts() throws Exception {
        append("a", "b");
        assertEquals("a", next());
        journal.cursor("mailer", "orders").advanceTo(1);
        tm.begin();
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        tm.rollback();
        assertEquals("b", next());
        tm.begin();
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(2, committed());
        assertEquals("nothing", next());
    }

    @Test
    void advanceTo_branchInDoubt_conflictsUntilDecidedAndAfterRestart() throws Exception {
        append("a", "b");
        BranchId inDoubt = new BranchId(7, bytes("transaction"), bytes("branch"));
        Transactions.of(journal).begin(inDoubt).advance(journal.cursor("mailer", "orders"), 1);
        Transactions.of(journal).prepare(inDoubt);
        transactional.close();
        open();
        tm.begin();
        assertEquals("a", next());
        assertThrows(CursorConflictException.class, () -> cursor.advanceTo(1));
        assertThrows(RollbackException.class, tm::commit);
        Transactions.of(journal).commit(inDoubt);
        tm.begin();
        assertEquals("b", next());
        cursor.advanceTo(2);
        tm.commit();
        assertEquals(2, committed());
    }
}
