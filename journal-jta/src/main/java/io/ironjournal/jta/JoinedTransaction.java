package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.IdRange;
import io.ironjournal.IntegrationException;
import io.ironjournal.JournalClosedException;
import io.ironjournal.NewEntry;
import io.ironjournal.spi.transaction.Branch;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The work of one transaction in one journal. It has at most one branch, which the first entry, checkpoint or cursor move
 * enlists. The transaction's resources keep this object.
 */
final class JoinedTransaction implements JoinedWork {

    private final TransactionContext context;
    private final XaJournal journal;
    private final Object transactionKey;
    private final JoinedOutcome outcome;
    private final ReentrantLock enlisting = new ReentrantLock();
    private final Map<Integer, Long> shardEntries = new ConcurrentHashMap<>();
    private final Map<List<String>, JoinedCursor> cursors = new ConcurrentHashMap<>();
    private volatile @Nullable Association association;
    private volatile @Nullable Branch branch;
    /** Why this object marked the transaction rollback-only; null if it did not. */
    private volatile @Nullable Throwable refusal;

    JoinedTransaction(TransactionContext context, XaJournal journal, Object transactionKey) {
        this.context = context;
        this.journal = journal;
        this.transactionKey = transactionKey;
        this.outcome = new JoinedOutcome(journal);
    }

    @Override
    public void add(String stream, NewEntry entry) {
        work(Content.ENTRY, branch -> branch.add(stream, entry));
    }

    /**
     * Buffers an entry for a shard.
     *
     * @return its number among the transaction's entries in that shard, beginning at 0
     */
    long addToShard(int shard, NewEntry entry) {
        AtomicLong number = new AtomicLong();
        work(Content.ENTRY, branch -> {
            branch.addToShard(shard, entry);
            number.set(shardEntries.merge(shard, 1L, Long::sum) - 1);
        });
        return number.get();
    }

    @Override
    public void expect(String stream, long nextId) {
        work(Content.EXPECTATION, branch -> branch.expect(stream, nextId));
    }

    @Override
    public boolean advance(String producer, long sequence) {
        AtomicBoolean isNew = new AtomicBoolean();
        work(Content.PRODUCER, branch -> isNew.set(branch.advance(producer, sequence)));
        return isNew.get();
    }

    void checkpoint(byte[] checkpointId) {
        work(Content.POSITION, branch -> branch.checkpoint(checkpointId));
    }

    void advance(Cursor cursor, long to) {
        work(Content.POSITION, branch -> branch.advance(cursor, to));
    }

    /** Returns the cursor with which the transaction reads. All cursors of a name and stream share one. */
    JoinedCursor cursor(String name, String stream, Supplier<Cursor> reader) {
        return cursors.computeIfAbsent(List.of(stream, name), first -> new JoinedCursor(this, reader.get()));
    }

    /** Makes a call. Marks the transaction rollback-only if another consumer has moved the cursor since this one read. */
    <T> T unlessInConflict(Supplier<T> call) {
        try {
            return call.get();
        } catch (CursorConflictException conflict) {
            canOnlyRollBack(conflict);
            throw conflict;
        }
    }

    /** Adds content to the branch. Marks the transaction rollback-only if required content cannot be added. */
    private void work(Content content, Consumer<Branch> what) {
        requireCurrent();
        try {
            Branch target = enlisted();
            Association by = association;
            if (by == null) {
                throw new IllegalStateException("The branch of the transaction has no association");
            }
            Associations.work(target, by, content, what);
        } catch (RuntimeException | Error refused) {
            if (!content.isOptional(refused)) {
                canOnlyRollBack(refused);
            }
            throw refused;
        }
    }

    @Override
    public RuntimeException refuse(RuntimeException why) {
        if (outcome.ending() == null && transactionKey.equals(context.registry().getTransactionKey())) {
            canOnlyRollBack(why);
        }
        return why;
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
                    + " was closed while this transaction was active. Nothing can be added, and the transaction can"
                    + " only roll back");
        }
    }

    @Override
    public CompletionStage<Map<String, IdRange>> outcome() {
        return outcome.stage();
    }

    /** Returns the synchronization through which the transaction manager reports the end of the transaction. */
    JoinedOutcome ending() {
        return outcome;
    }

    private void requireCurrent() {
        String ended = outcome.ending();
        if (ended != null) {
            throw new IllegalStateException("Nothing can be added to a transaction that " + ended
                    + ". Begin a new transaction and get a writer in it");
        }
        if (!transactionKey.equals(context.registry().getTransactionKey())) {
            throw new IllegalStateException("The writer joined another transaction than this thread's. Get a new writer"
                    + " in this thread's transaction");
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
        } catch (SystemException | RuntimeException failure) {
            // Never an error of the arguments, after which the transaction could go on without the journal.
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

    /** Creates the exception. {@code enlistResource} may only return false; then the association has the reason. */
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
