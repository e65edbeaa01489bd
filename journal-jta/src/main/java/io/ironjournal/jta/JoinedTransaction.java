package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.IdRange;
import io.ironjournal.JournalException;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.transaction.Branch;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction does with one journal: at most one branch, which the first entry, checkpoint or move of a cursor
 * enlists. Kept among the transaction's own resources, and told when the transaction is over.
 */
final class JoinedTransaction implements JoinedWork, Synchronization {

    private final TransactionContext context;
    private final OpenJournal journal;
    private final Object transactionKey;
    private final CompletableFuture<Map<String, IdRange>> outcome = new CompletableFuture<>();
    private final ReentrantLock enlisting = new ReentrantLock();
    private final Map<Integer, Long> shardEntries = new ConcurrentHashMap<>();
    private final Map<List<String>, JoinedCursor> cursors = new ConcurrentHashMap<>();
    private volatile @Nullable JournalRecoveryHandle handle;
    private volatile @Nullable XaBranch branch;
    private volatile boolean over;

    JoinedTransaction(TransactionContext context, OpenJournal journal, Object transactionKey) {
        this.context = context;
        this.journal = journal;
        this.transactionKey = transactionKey;
    }

    @Override
    public void add(String stream, byte[] entry) {
        work(branch -> branch.add(stream, entry));
    }

    /**
     * Buffers an entry for a shard.
     *
     * @return its number among the transaction's entries in that shard, from 0 on
     */
    long addToShard(int shard, byte[] entry) {
        AtomicLong number = new AtomicLong();
        work(branch -> {
            branch.addToShard(shard, entry);
            number.set(shardEntries.merge(shard, 1L, Long::sum) - 1);
        });
        return number.get();
    }

    void checkpoint(byte[] checkpointId) {
        work(branch -> branch.checkpoint(checkpointId));
    }

    void advance(Cursor cursor, long to) {
        work(branch -> branch.advance(cursor, to));
    }

    /** How the transaction reads with a cursor: with the object that it first used. */
    JoinedCursor cursor(String name, String stream, Supplier<Cursor> reader) {
        return cursors.computeIfAbsent(List.of(stream, name), first -> new JoinedCursor(this, reader.get()));
    }

    /** A transaction that read what is another's must not commit what it did with that. */
    <T> T unlessInConflict(Supplier<T> call) {
        try {
            return call.get();
        } catch (CursorConflictException spoilt) {
            context.registry().setRollbackOnly();
            throw spoilt;
        }
    }

    private void work(Consumer<Branch> what) {
        requireCurrent();
        XaBranch target = enlisted();
        JournalRecoveryHandle by = handle;
        if (by == null) {
            throw new IllegalStateException("The journal is not enlisted");
        }
        try {
            target.work(by.association(), what);
        } catch (TransactionTooLargeException | CursorConflictException spoilt) {
            // A transaction that lost an entry must not commit the others, nor one that read what is another's.
            context.registry().setRollbackOnly();
            throw spoilt;
        }
    }

    @Override
    public CompletionStage<Map<String, IdRange>> outcome() {
        return outcome;
    }

    private void requireCurrent() {
        if (over || !transactionKey.equals(context.registry().getTransactionKey())) {
            throw new IllegalStateException(
                    "The writer joined a transaction that is over or not this thread's: get a writer inside the"
                            + " transaction that is to write");
        }
        int status = context.registry().getTransactionStatus();
        if (status != Status.STATUS_ACTIVE) {
            throw new IllegalStateException(
                    "Nothing can be added to a transaction that is " + TransactionContext.describe(status));
        }
    }

    private XaBranch enlisted() {
        XaBranch current = branch;
        if (current != null) {
            return current;
        }
        enlisting.lock();
        try {
            XaBranch enlisted = branch;
            if (enlisted == null) {
                enlisted = enlist();
                branch = enlisted;
            }
            return enlisted;
        } finally {
            enlisting.unlock();
        }
    }

    private XaBranch enlist() {
        JournalRecoveryHandle resource = new JournalRecoveryHandle(journal.id());
        boolean accepted;
        try {
            Transaction transaction = context.currentTransaction();
            accepted = context.enlist(transaction, resource);
        } catch (RollbackException rollbackOnly) {
            throw new IllegalStateException(
                    "Nothing can be added to a transaction that is marked rollback-only", rollbackOnly);
        } catch (SystemException failure) {
            throw notEnlisted(resource, failure);
        }
        XaBranch started = resource.association().branch();
        if (!accepted || started == null) {
            throw notEnlisted(resource, null);
        }
        handle = resource;
        return started;
    }

    /** The transaction manager says just no; the resource knows why. */
    private JournalException notEnlisted(JournalRecoveryHandle resource, @Nullable Throwable failure) {
        context.registry().setRollbackOnly();
        Throwable cause = resource.association().startFailure();
        if (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new JournalException(
                "The transaction manager did not enlist journal " + journal.id() + (cause == null ? "" : ": " + cause),
                cause == null ? failure : cause);
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
        over = true;
        XaBranch ended = branch;
        if (ended == null) {
            tellWithoutBranch(status);
            return;
        }
        new BranchOutcome(journal).abandon(ended);
        // Not before: what waits for the outcome must find the transaction complete.
        ended.outcome().whenComplete((ids, failure) -> {
            if (failure == null) {
                outcome.complete(ids);
            } else {
                outcome.completeExceptionally(failure);
            }
        });
    }

    private void tellWithoutBranch(int status) {
        if (status == Status.STATUS_COMMITTED) {
            outcome.complete(Map.of());
        } else {
            doom();
        }
    }

    /** The transaction will not commit. */
    void doom() {
        outcome.completeExceptionally(new RollbackException("The transaction rolled back"));
    }
}
