package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.JournalXADataSource;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests what applications may rely on in transactions of Narayana, for any journal. */
abstract class TransactionalJournalContract {

    final TransactionManager tm = TestNarayana.tm();
    Journal journal;
    TransactionalJournal transactional;

    /** A journal whose transactions are limited to 1 MiB. */
    abstract Journal open() throws Exception;

    @BeforeEach
    void openJournal() throws Exception {
        journal = open();
        transactional = transactional(journal);
    }

    @AfterEach
    void closeJournal() throws Exception {
        TestNarayana.leave();
        transactional.close();
        assertEquals(List.of(), TestNarayana.logs());
    }

    static TransactionalJournal transactional(Journal journal) {
        return TransactionalJournal.of(
                journal, TestNarayana.tm(), TestNarayana.get().synchronizationRegistry());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<String> read(Journal journal, String stream) {
        List<String> entries = new ArrayList<>();
        try (EntryIterator iterator = journal.iterate(stream, journal.firstId(stream))) {
            while (iterator.hasNext()) {
                Entry entry = iterator.next();
                entries.add(new String(entry.data(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    private List<String> read(String stream) {
        return read(journal, stream);
    }

    private static <T> T get(java.util.concurrent.CompletionStage<T> stage) throws Exception {
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertTrue(future.isDone(), "completed when the commit returned");
        return future.get();
    }

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
    void add_outsideTransactionOfWriter_fails() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        AtomicReference<Throwable> elsewhere = new AtomicReference<>();
        Thread other = new Thread(() -> {
            try {
                writer.add(bytes("b"));
            } catch (IllegalStateException refused) {
                elsewhere.set(refused);
            }
        });
        other.start();
        other.join();
        assertTrue(elsewhere.get() instanceof IllegalStateException);
        tm.commit();
        assertThrows(IllegalStateException.class, () -> writer.add(bytes("c")));
        tm.begin();
        assertThrows(IllegalStateException.class, () -> writer.add(bytes("d")));
        tm.commit();
        assertEquals(List.of("a"), read("orders"));
    }

    @Test
    void entries_suspendedAndInnerTransaction_areIndependent() throws Exception {
        tm.begin();
        TxnWriter outer = transactional.writer("orders").add(bytes("outer 1"));
        Transaction suspended = tm.suspend();
        assertThrows(IllegalStateException.class, () -> outer.add(bytes("nowhere")));
        transactional.append("orders", bytes("outside"));
        tm.begin();
        transactional.writer("orders").add(bytes("inner"));
        assertThrows(IllegalStateException.class, () -> outer.add(bytes("in the wrong one")));
        tm.commit();
        tm.resume(suspended);
        outer.add(bytes("outer 2"));
        tm.commit();
        assertEquals(List.of("outside", "inner", "outer 1", "outer 2"), read("orders"));
    }

    @Test
    void innerTransaction_rollsBack_outerCommits() throws Exception {
        tm.begin();
        transactional.writer("orders").add(bytes("outer"));
        Transaction suspended = tm.suspend();
        tm.begin();
        transactional.writer("orders").add(bytes("inner"));
        tm.rollback();
        tm.resume(suspended);
        tm.commit();
        assertEquals(List.of("outer"), read("orders"));
    }

    @Test
    void add_transactionRollbackOnly_fails() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        tm.setRollbackOnly();
        assertThrows(IllegalStateException.class, () -> writer.add(bytes("b")));
        TxnWriter late = transactional.writer("orders");
        assertThrows(IllegalStateException.class, () -> late.add(bytes("c")));
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of(), read("orders"));
        assertThrows(ExecutionException.class, () -> get(late.committed()));
    }

    @Test
    void add_writerCreatedInRollbackOnlyTransaction_fails() throws Exception {
        tm.begin();
        tm.setRollbackOnly();
        TxnWriter writer = transactional.writer("orders");
        assertThrows(IllegalStateException.class, () -> writer.add(bytes("a")));
        tm.rollback();
        assertThrows(ExecutionException.class, () -> get(writer.committed()));
    }

    @Test
    void add_transactionTooLarge_marksRollbackOnly() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        byte[] half = new byte[600 << 10];
        writer.add(half);
        assertThrows(TransactionTooLargeException.class, () -> writer.add(half));
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of(), read("orders"));
    }

    @Test
    void add_afterTimeout_failsAndNothingIsDurable() throws Exception {
        tm.setTransactionTimeout(1);
        TxnWriter writer;
        try {
            tm.begin();
            writer = transactional.writer("orders").add(bytes("a"));
            long deadline = System.nanoTime() + 10_000_000_000L;
            while (tm.getStatus() == Status.STATUS_ACTIVE && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
        } finally {
            tm.setTransactionTimeout(0);
        }
        assertThrows(IllegalStateException.class, () -> writer.add(bytes("b")));
        assertThrows(IllegalStateException.class, () -> transactional.append("orders", bytes("c")));
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of(), read("orders"));
        assertEquals(List.of(), Transactions.of(journal).inDoubt());
    }

    @Test
    void add_inBeforeCompletion_commits() throws Exception {
        tm.begin();
        tm.getTransaction()
                .registerSynchronization(
                        beforeCompletion(() -> transactional.writer("orders").add(bytes("from a synchronization"))));
        TestNarayana.get()
                .synchronizationRegistry()
                .registerInterposedSynchronization(
                        beforeCompletion(() -> transactional.writer("orders").add(bytes("from an interposed one"))));
        tm.commit();
        assertEquals(List.of("from a synchronization", "from an interposed one"), read("orders"));
    }

    @Test
    void add_inAfterCompletion_fails() throws Exception {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        tm.begin();
        tm.getTransaction().registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                try {
                    transactional.writer("orders");
                } catch (IllegalStateException refused) {
                    thrown.set(refused);
                }
                transactional.autonomous().append("orders", bytes("on its own"));
            }
        });
        tm.commit();
        assertTrue(thrown.get() instanceof IllegalStateException);
        assertEquals(List.of("on its own"), read("orders"));
    }

    @Test
    void entries_inAfterCompletion_areReadable() throws Exception {
        AtomicReference<List<String>> seen = new AtomicReference<>();
        tm.begin();
        tm.getTransaction().registerSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {}

            @Override
            public void afterCompletion(int status) {
                seen.set(read("orders"));
            }
        });
        transactional.writer("orders").add(bytes("a"));
        tm.commit();
        assertEquals(List.of("a"), seen.get());
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

    private static Synchronization beforeCompletion(Runnable action) {
        return new Synchronization() {
            @Override
            public void beforeCompletion() {
                action.run();
            }

            @Override
            public void afterCompletion(int status) {}
        };
    }
}
