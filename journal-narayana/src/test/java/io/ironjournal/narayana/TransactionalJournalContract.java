package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.JournalXADataSource;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.transaction.RollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.Test;

/**
 * Tests what applications may rely on in transactions of Narayana, for any journal. A subclass tests one implementation,
 * also with the inherited tests.
 */
abstract class TransactionalJournalContract extends TransactionStatesContract {

    @Test
    void entries_transactionCommitted_areReadable() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a")).add(bytes("b"));
        assertEquals(List.of(), read("orders"));
        tm.commit();
        assertEquals(List.of("a", "b"), read("orders"));
        assertEquals(new IdRange(0, 2), get(writer.committed()));
    }

    @Test
    void entries_transactionRolledBack_areNotReadable() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        tm.rollback();
        assertEquals(List.of(), read("orders"));
        ExecutionException failure = assertThrows(ExecutionException.class, () -> get(writer.committed()));
        assertTrue(failure.getCause() instanceof RollbackException);
    }

    @Test
    void commit_singleBranch_isOnePhaseWithOneForce() throws Exception {
        long before = journal.stats().forces();
        tm.begin();
        transactional.writer("orders").add(bytes("a"));
        tm.commit();
        assertEquals(1, journal.stats().forces() - before);
    }

    @Test
    void commit_twoBranches_isTwoPhaseWithTwoForces() throws Exception {
        Partner partner = new Partner();
        long before = journal.stats().forces();
        tm.begin();
        tm.getTransaction().enlistResource(partner);
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        tm.commit();
        assertEquals(List.of("prepare", "commit"), partner.calls);
        assertEquals(List.of("a"), read("orders"));
        assertEquals(new IdRange(0, 1), get(writer.committed()));
        assertEquals(2, journal.stats().forces() - before);
    }

    @Test
    void transaction_noEntryAdded_doesNotEnlistJournal() throws Exception {
        Partner partner = new Partner();
        long before = journal.stats().forces();
        tm.begin();
        TxnWriter writer = transactional.writer("orders");
        tm.getTransaction().enlistResource(partner);
        tm.commit();
        assertEquals(List.of("commit in one phase"), partner.calls);
        assertEquals(IdRange.EMPTY, get(writer.committed()));
        assertEquals(0, journal.stats().forces() - before);
    }

    @Test
    void writers_sameTransaction_shareBranchInOrderOfAdding() throws Exception {
        long before = journal.stats().forces();
        tm.begin();
        TxnWriter one = transactional.writer("orders");
        TxnWriter two = transactional(journal).writer("orders");
        TxnWriter audit = transactional.writer("audit");
        one.add(bytes("1"));
        two.add(bytes("2"));
        audit.add(bytes("x")).add("orders", bytes("3"));
        one.add(bytes("4"));
        tm.commit();
        assertEquals(List.of("1", "2", "3", "4"), read("orders"));
        assertEquals(new IdRange(0, 4), get(one.committed()));
        assertEquals(new IdRange(0, 1), get(audit.committed()));
        assertEquals(1, journal.stats().forces() - before);
    }

    @Test
    void connectionOfXaDataSource_sameTransaction_joinsSameBranch() throws Exception {
        var connection = new JournalXADataSource(journal).getXAConnection();
        long before = journal.stats().forces();
        tm.begin();
        transactional.writer("orders").add(bytes("1"));
        assertTrue(tm.getTransaction().enlistResource(connection.getXAResource()));
        connection.getConnection().writer("orders").add(bytes("2"));
        tm.commit();
        assertEquals(List.of("1", "2"), read("orders"));
        assertEquals(1, journal.stats().forces() - before);
    }

    @Test
    void twoJournalsCommitTogether() throws Exception {
        Journal second = open();
        TransactionalJournal secondTransactional = transactional(second);
        tm.begin();
        transactional.writer("orders").add(bytes("a"));
        secondTransactional.writer("orders").add(bytes("b"));
        tm.commit();
        assertEquals(List.of("a"), read("orders"));
        assertEquals(List.of("b"), read(second, "orders"));
        secondTransactional.close();
    }

    @Test
    void commit_otherResourceFails_rollsBackJournal() throws Exception {
        Partner partner = new Partner();
        partner.failPrepareWith = XAException.XA_RBINTEGRITY;
        tm.begin();
        transactional.writer("orders").add(bytes("a"));
        tm.getTransaction().enlistResource(partner);
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of(), read("orders"));
        assertEquals(List.of(), Transactions.of(journal).inDoubt());
    }

    @Test
    void writes_outsideTransaction_areLocal() {
        assertEquals(0, transactional.append("orders", bytes("a")));
        try (TxnWriter writer = transactional.writer("orders")) {
            assertEquals(new IdRange(1, 2), writer.add(bytes("b")).commit());
        }
        assertEquals(List.of("a", "b"), read("orders"));
    }

    @Test
    void append_inTransaction_failsAndNamesWriter() throws Exception {
        tm.begin();
        List<org.junit.jupiter.api.function.Executable> appends = List.of(
                () -> transactional.append("orders", bytes("a")),
                () -> transactional.append("orders", java.nio.ByteBuffer.allocate(1)),
                () -> transactional.appendAsync("orders", bytes("a")),
                () -> transactional.appendAsync("orders", bytes("a"), 0),
                () -> transactional.importEntries("orders", List.<Entry>of().iterator()),
                () -> transactional.appendBatch("orders", List.of(bytes("a"))));
        for (var append : appends) {
            IllegalStateException refusal = assertThrows(IllegalStateException.class, append);
            assertTrue(refusal.getMessage().contains("writer"), refusal.getMessage());
        }
        transactional.autonomous().append("audit", bytes("stands"));
        tm.rollback();
        assertEquals(List.of("stands"), read("audit"));
        assertEquals(List.of(), read("orders"));
    }

    @Test
    void commit_joinedWriter_fails() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        assertThrows(IllegalStateException.class, writer::commit);
        assertThrows(IllegalStateException.class, writer::rollback);
        writer.close();
        assertThrows(IllegalStateException.class, () -> writer.add(bytes("b")));
        tm.commit();
        assertEquals(List.of("a"), read("orders"));
    }

    @Test
    void thousandConcurrentTransactions_leaveNoBranch() throws Exception {
        int threads = 20;
        int each = 50;
        long before = journal.stats().forces();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(() -> commitWithPartner(each)));
            }
            for (Future<?> transactions : running) {
                transactions.get();
            }
        } finally {
            pool.shutdown();
        }
        assertEquals(threads * each, read("orders").size());
        assertEquals(List.of(), Transactions.of(journal).inDoubt());
        checkForces(threads * each, journal.stats().forces() - before);
    }

    /** Each of the transactions needs a force to prepare and one to commit, unless it shares them with others. */
    abstract void checkForces(int transactions, long forces);

    private Void commitWithPartner(int times) throws Exception {
        for (int i = 0; i < times; i++) {
            tm.begin();
            tm.getTransaction().enlistResource(new Partner());
            transactional.writer("orders").add(bytes("entry"));
            tm.commit();
        }
        return null;
    }

    @Test
    void isSameRM_resourcesOfSameJournalOnly_isTrue() throws Exception {
        XAResource named = new NamedJournalHandle(new io.ironjournal.jta.JournalRecoveryHandle(
                Transactions.of(journal).journalId()));
        XAResource connection =
                new JournalXADataSource(journal).getXAConnection().getXAResource();
        assertTrue(named.isSameRM(connection));
        assertTrue(connection.isSameRM(named));
        assertFalse(named.isSameRM(new Partner()));
    }
}
