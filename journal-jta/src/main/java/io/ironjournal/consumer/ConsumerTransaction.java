package io.ironjournal.consumer;

import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.HeuristicRollbackException;
import jakarta.transaction.NotSupportedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The transaction of one delivery. Another thread can make it roll back. */
final class ConsumerTransaction {

    private final TransactionManager manager;
    private final ReentrantLock lock = new ReentrantLock();

    /** The running transaction and its thread. Guarded by the lock. */
    private @Nullable Transaction running;

    private @Nullable Thread thread;

    /** Whether no transaction may commit any more. Guarded by the lock. */
    private boolean cancelled;

    ConsumerTransaction(TransactionManager manager) {
        this.manager = manager;
    }

    void begin(Duration timeout) throws SystemException, NotSupportedException {
        boolean limited = !timeout.isZero();
        if (limited) {
            manager.setTransactionTimeout(Math.toIntExact(timeout.toSeconds()));
        }
        try {
            manager.begin();
        } finally {
            if (limited) {
                manager.setTransactionTimeout(0);
            }
        }
        remember(manager.getTransaction(), Thread.currentThread());
    }

    private void remember(@Nullable Transaction transaction, @Nullable Thread by) {
        lock.lock();
        try {
            running = transaction;
            thread = by;
            if (cancelled) {
                cancel();
            }
        } finally {
            lock.unlock();
        }
    }

    void commit() throws SystemException, RollbackException, HeuristicMixedException, HeuristicRollbackException {
        // From now on, no other code may interrupt the thread.
        remember(null, null);
        manager.commit();
    }

    /** Rolls back after a failure. Leaves no transaction on the thread, whatever the handler did. */
    void rollback(Throwable why) {
        remember(null, null);
        try {
            if (manager.getStatus() != Status.STATUS_NO_TRANSACTION) {
                manager.rollback();
            }
        } catch (SystemException | RuntimeException e) {
            why.addSuppressed(e);
            suspend(why);
        }
    }

    private void suspend(Throwable why) {
        try {
            manager.suspend();
        } catch (SystemException | RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    /** Makes the running transaction and all later ones roll back, and interrupts the thread. Called by another thread. */
    void cancel() {
        lock.lock();
        try {
            cancelled = true;
            if (running != null && thread != null) {
                running.setRollbackOnly();
                thread.interrupt();
            }
        } catch (SystemException | RuntimeException ended) {
            // The transaction is over.
        } finally {
            lock.unlock();
        }
    }
}
