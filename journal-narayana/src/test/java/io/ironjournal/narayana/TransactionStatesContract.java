package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.TxnWriter;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.Transaction;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Tests which states of a transaction accept entries. It is a part of {@link TransactionalJournalContract}. */
abstract class TransactionStatesContract extends JournalInTransactions {

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
