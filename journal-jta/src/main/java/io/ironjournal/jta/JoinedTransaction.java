package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.IdRange;
import io.ironjournal.IntegrationException;
import io.ironjournal.JournalClosedException;
import io.ironjournal.spi.transaction.Branch;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction does with one journal: at most one branch, which the first entry, checkpoint or move of a cursor
 * enlists. Kept among the transaction's own resources.
 */
final class JoinedTransaction implements JoinedWork {

    private final TransactionContext context;
    private final OpenJournal journal;
    private final Object transactionKey;
    private final JoinedOutcome outcome;
    private final ReentrantLock enlisting = new ReentrantLock();
    private final Map<Integer, Long> shardEntries = new ConcurrentHashMap<>();
    private final Map<List<String>, JoinedCursor> cursors = new ConcurrentHashMap<>();
    private volatile @Nullable Association association;
    private volatile @Nullable Branch branch;
    /** Why the transaction can only roll back, where that came from here. */
    private volatile @Nullable Throwable refusal;

    JoinedTransaction(TransactionContext context, OpenJournal journal, Object transactionKey) {
        this.context = context;
        this.journal = journal;
        this.transactionKey = transactionKey;
        this.outcome = new JoinedOutcome(journal);
    }

    @Override
    public void add(String stream, byte[] entry) {
        work(Content.ENTRY, branch -> branch.add(stream, entry));
    }

    /**
     * Buffers an entry for a shard.
     *
     * @return its number among the transaction's entries in that shard, from 0 on
     */
    long addToShard(int shard, byte[] entry) {
        AtomicLong number = new AtomicLong();
        work(Content.ENTRY, branch -> {
            branch.addToShard(shard, entry);
            number.set(shardEntries.merge(shard, 1L, Long::sum) - 1);
        });
        return number.get();
    }

    void checkpoint(byte[] checkpointId) {
        work(Content.POSITION, branch -> branch.checkpoint(checkpointId));
    }

    void advance(Cursor cursor, long to) {
        work(Content.POSITION, branch -> branch.advance(cursor, to));
    }

    /** How the transaction reads with a cursor: with the object that it first used. */
    JoinedCursor cursor(String name, String stream, Supplier<Cursor> reader) {
        return cursors.computeIfAbsent(List.of(stream, name), first -> new JoinedCursor(this, reader.get()));
    }

    /** Marks the transaction rollback-only when a call finds that it read what another consumer has moved on from. */
    <T> T unlessInConflict(Supplier<T> call) {
        try {
            return call.get();
        } catch (CursorConflictException conflict) {
            canOnlyRollBack(conflict);
            throw conflict;
        }
    }

    /** Changes what the transaction is to commit; marks it rollback-only when it lacks then what it was told. */
    private void work(Content content, Consumer<Branch> what) {
        requireCurrent();
        try {
            Branch target = enlisted();
            Association by = association;
            if (by == null) {
                throw new IllegalStateException("The journal is not enlisted");
            }
            Associations.work(target, by, content, what);
        } catch (RuntimeException | Error refused) {
            if (!content.isOptional(refused)) {
                canOnlyRollBack(refused);
            }
            throw refused;
        }
    }

    private void canOnlyRollBack(Throwable why) {
        if (refusal == null) {
            refusal = why;
        }
        try {
            context.registry().setRollbackOnly();
        } catch (RuntimeException ended) {
            why.addSuppressed(ended);
        }
    }

    private void requireOpen() {
        if (!journal.isOpen()) {
            throw new JournalClosedException(journal
                    + " was closed while this transaction was active: nothing can be added, and the transaction can"
                    + " only roll back");
        }
    }

    @Override
    public CompletionStage<Map<String, IdRange>> outcome() {
        return outcome.stage();
    }

    /** How the transaction ends; to be called by the transaction manager. */
    JoinedOutcome ending() {
        return outcome;
    }

    private void requireCurrent() {
        String ended = outcome.ending();
        if (ended != null) {
            throw new IllegalStateException("Nothing can be added to a transaction that " + ended
                    + ": begin another one, and get a writer in it");
        }
        if (!transactionKey.equals(context.registry().getTransactionKey())) {
            throw new IllegalStateException("The writer joined a transaction that is not this thread's: get a writer"
                    + " inside the transaction that is to write");
        }
        int status = context.registry().getTransactionStatus();
        if (status != Status.STATUS_ACTIVE) {
            throw notActive(status, null);
        }
    }

    private IllegalStateException notActive(int status, @Nullable RollbackException refused) {
        String message = "Nothing can be added to a transaction that is " + TransactionContext.describe(status);
        Throwable earlier = refusal;
        if (status == Status.STATUS_MARKED_ROLLBACK && earlier != null) {
            return new IllegalStateException(
                    message + ", because an earlier call in it was refused: " + earlier.getMessage(), earlier);
        }
        return refused == null
                ? new IllegalStateException(message)
                : new IllegalStateException(message + ": " + refused.getMessage(), refused);
    }

    private Branch enlisted() {
        Branch current = branch;
        if (current != null) {
            return current;
        }
        enlisting.lock();
        try {
            Branch enlisted = branch;
            if (enlisted == null) {
                enlisted = enlist();
                branch = enlisted;
            }
            return enlisted;
        } finally {
            enlisting.unlock();
        }
    }

    private Branch enlist() {
        requireOpen();
        Enlisting.Enlistment enlistment = context.enlisting().enlistment(journal);
        boolean accepted;
        try {
            accepted = enlistment.enlist();
        } catch (RollbackException refused) {
            throw notActive(context.registry().getTransactionStatus(), refused);
        } catch (SystemException failure) {
            throw notEnlisted(enlistment.association(), failure);
        }
        outcome.whenEnded(enlistment::release);
        Association by = enlistment.association();
        Branch started = by == null ? null : by.branch();
        if (!accepted || started == null) {
            throw notEnlisted(by, null);
        }
        association = by;
        outcome.enlisted(started);
        return started;
    }

    /** The transaction manager may say just no; the resource knows why. */
    private IntegrationException notEnlisted(@Nullable Association resource, @Nullable Throwable failure) {
        Throwable cause = resource == null ? null : resource.startFailure();
        if (cause == null) {
            cause = failure;
        } else if (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new IntegrationException(
                "The transaction manager did not enlist " + journal + (cause == null ? "" : ": " + cause)
                        + context.enlisting().hint(),
                cause);
    }

    @Override
    public String toString() {
        String ended = outcome.ending();
        return journal.journal() + ", in a transaction" + (ended == null ? "" : " that " + ended);
    }
}
