package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.IdRange;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.InMemoryJournal;
import io.ironjournal.jta.InMemoryJournal.Call;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests what {@code commit()} throws when the journal fails, and what the journal contains then. */
class FailuresSeenByTheApplicationTest {

    private enum Order {
        FIRST,
        LAST
    }

    private final TransactionManager tm = TestNarayana.tm();
    private InMemoryJournal journal = new InMemoryJournal();
    private TransactionalJournal transactional = transactional(journal);
    private final Partner partner = new Partner();

    static Stream<Throwable> failuresBeforeTheWrite() {
        return Stream.of(
                new DiskFullException("no space left"),
                new JournalIOException("cannot write"),
                new IllegalStateException("a bug"),
                new OutOfMemoryError("injected"));
    }

    @AfterEach
    void leave() throws Exception {
        TestNarayana.leave();
        transactional.close();
    }

    private void refuse(Call call, Throwable why) {
        if (why instanceof Error error) {
            journal.refuse(call, error);
        } else {
            journal.refuse(call, (RuntimeException) why);
        }
    }

    private TxnWriter begin() throws Exception {
        tm.begin();
        return transactional.writer("orders").add(bytes("a"));
    }

    private TxnWriter beginWithPartner(Order journals) throws Exception {
        tm.begin();
        if (journals == Order.LAST) {
            tm.getTransaction().enlistResource(partner);
        }
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        if (journals == Order.FIRST) {
            tm.getTransaction().enlistResource(partner);
        }
        return writer;
    }

    private void assertNothingLeft() {
        assertEquals(List.of(), journal.read("orders"));
        assertEquals(0, journal.activeBranches());
        assertEquals(List.of(), TestNarayana.logs());
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheWrite")
    void onePhaseCommit_nothingWritten_rollsBack(Throwable why) throws Exception {
        TxnWriter writer = begin();
        refuse(Call.COMMIT_ONE_PHASE, why);
        assertThrows(RollbackException.class, tm::commit);
        assertTrue(writer.committed().toCompletableFuture().isCompletedExceptionally());
        assertNothingLeft();
    }

    @Test
    void onePhaseCommit_forceFails_isHeuristicAndJournalHasFailed() throws Exception {
        TxnWriter writer = begin();
        journal.failForce(Call.COMMIT_ONE_PHASE, true);
        assertThrows(HeuristicMixedException.class, tm::commit);
        assertTrue(writer.committed().toCompletableFuture().isCompletedExceptionally());
        tm.begin();
        JournalException refusal = assertThrows(
                JournalException.class, () -> transactional.writer("orders").add(bytes("b")));
        assertTrue(refusal.getCause() instanceof JournalFailedException);
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        tm.rollback();
        journal = journal.reopen();
        assertEquals(List.of("a"), journal.read("orders"));
        forgetHeuristicLogs();
    }

    @Test
    void onePhaseCommit_journalFailedBefore_rollsBack() throws Exception {
        begin();
        journal.fail();
        assertThrows(RollbackException.class, tm::commit);
        assertNothingLeft();
    }

    @Test
    void onePhaseCommit_journalClosedBefore_rollsBack() throws Exception {
        begin();
        journal.close();
        assertThrows(RollbackException.class, tm::commit);
        assertNothingLeft();
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheWrite")
    void prepare_nothingWritten_rollsBackAllResources(Throwable why) throws Exception {
        for (Order order : Order.values()) {
            beginWithPartner(order);
            refuse(Call.PREPARE, why);
            assertThrows(RollbackException.class, tm::commit);
            assertEquals("rollback", partner.calls.get(partner.calls.size() - 1));
            assertNothingLeft();
        }
    }

    @ParameterizedTest
    @EnumSource
    void prepare_forceFails_rollsBackAllResourcesAndRecoveryEndsBranch(Order order) throws Exception {
        TxnWriter writer = beginWithPartner(order);
        journal.failForce(Call.PREPARE, true);
        assertThrows(RollbackException.class, tm::commit);
        assertTrue(writer.committed().toCompletableFuture().isCompletedExceptionally());
        assertFalse(partner.calls.contains("commit"));
        journal = journal.reopen();
        assertEquals(1, journal.inDoubt().size());
        assertRecoveryRollsBack();
    }

    @Test
    void rollback_preparedBranchFails_isCompletedByRecovery() throws Exception {
        partner.failPrepareWith = XAException.XA_RBINTEGRITY;
        beginWithPartner(Order.FIRST);
        journal.failForce(Call.ROLLBACK, false);
        assertThrows(RollbackException.class, tm::commit);
        journal = journal.reopen();
        assertEquals(1, journal.inDoubt().size());
        assertRecoveryRollsBack();
    }

    private void assertRecoveryRollsBack() {
        try (JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertFalse(recovery.toString().isEmpty());
            TestNarayana.get().scan();
            TestNarayana.get().scan();
        }
        assertEquals(List.of(), journal.inDoubt());
        assertEquals(List.of(), journal.read("orders"));
        assertEquals(List.of(), TestNarayana.logs());
    }

    @ParameterizedTest
    @EnumSource
    void twoPhaseCommit_forceFails_succeedsAndIsCompletedOnceByRecovery(Order order) throws Exception {
        for (boolean persisted : new boolean[] {false, true}) {
            journal = new InMemoryJournal();
            transactional = transactional(journal);
            TxnWriter writer = beginWithPartner(order);
            journal.failForce(Call.COMMIT, persisted);
            tm.commit();
            assertTrue(partner.calls.contains("commit"));
            assertFalse(writer.committed().toCompletableFuture().isDone());
            assertEquals(1, TestNarayana.logs().size());

            TestNarayana.get().scan();
            assertEquals(1, TestNarayana.logs().size(), "the log is kept while the journal has failed");

            journal = journal.reopen();
            transactional = transactional(journal);
            TestNarayana.get().scan();
            assertEquals(List.of("a"), journal.read("orders"));
            assertEquals(List.of(), TestNarayana.logs());
            assertTrue(writer.committed().toCompletableFuture().isCompletedExceptionally(), "closed meanwhile");
        }
    }

    @Test
    void twoPhaseCommit_transientFailure_isRetried() throws Exception {
        TxnWriter writer = beginWithPartner(Order.FIRST);
        refuse(Call.COMMIT, new OutOfMemoryError("injected"));
        tm.commit();
        assertEquals(List.of("a"), journal.read("orders"));
        assertEquals(new IdRange(0, 1), writer.committed().toCompletableFuture().get());
        assertEquals(List.of(), TestNarayana.logs());
    }

    @Test
    void add_journalCannotBeEnlisted_saysWhyAndTransactionRollsBack() throws Exception {
        tm.begin();
        tm.getTransaction().enlistResource(partner);
        DiskFullException why = new DiskFullException("no space left");
        journal.refuse(Call.BEGIN, why);
        JournalException refusal = assertThrows(
                JournalException.class, () -> transactional.writer("orders").add(bytes("a")));
        assertEquals(why, refusal.getCause());
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of("rollback"), partner.calls);
    }

    @Test
    void prepare_oneOfTwoJournalsFails_rollsBackBoth() throws Exception {
        InMemoryJournal second = new InMemoryJournal();
        TransactionalJournal secondTransactional = transactional(second);
        begin();
        secondTransactional.writer("orders").add(bytes("b"));
        second.refuse(Call.PREPARE, new DiskFullException("no space left"));
        assertThrows(RollbackException.class, tm::commit);
        assertNothingLeft();
        assertEquals(List.of(), second.read("orders"));
        assertEquals(List.of(), second.inDoubt());
        assertEquals(List.of(), journal.inDoubt());
        secondTransactional.close();
    }

    /** A heuristic outcome is kept for an operator; here it would disturb the other tests. */
    private static void forgetHeuristicLogs() throws IOException {
        TestNarayana.deleteLogs();
    }
}
