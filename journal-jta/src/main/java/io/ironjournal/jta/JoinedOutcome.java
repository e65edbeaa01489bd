package io.ironjournal.jta;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.ironjournal.IdRange;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.text.Printable;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a transaction for one journal. Transaction managers should call {@link #afterCompletion}, but not all
 * of them do so in every case. Then the outcome of the branch is used.
 */
final class JoinedOutcome implements Synchronization {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    /** How long a committed branch waits for the end of its transaction, whose other branches may still commit. */
    private static final long WAIT_MILLIS = 1_000;

    private final XaJournal journal;
    private final long joinedAt = System.nanoTime();
    private final long joinedBy = Thread.currentThread().getId();
    private final CompletableFuture<Map<String, IdRange>> result = new CompletableFuture<>();
    private volatile @Nullable Branch branch;
    private volatile @Nullable Map<String, IdRange> committed;
    private volatile boolean awaited;
    private volatile @Nullable String ending;
    private volatile @Nullable Runnable whenEnded;

    JoinedOutcome(XaJournal journal) {
        this.journal = journal;
    }

    /** Completes with the ids of the entries by stream, or exceptionally when the transaction did not commit. */
    CompletionStage<Map<String, IdRange>> stage() {
        awaited = true;
        completeLaterIfNobodyCalls();
        return result;
    }

    /** Returns the same result for callers that do not wait for it. */
    CompletableFuture<Map<String, IdRange>> result() {
        return result;
    }

    /**
     * Returns how the transaction ended, as the end of a sentence "a transaction that …"; null while it has not ended.
     */
    @Nullable
    String ending() {
        return ending;
    }

    /** Runs something when the transaction manager says that the transaction is over. */
    void whenEnded(Runnable action) {
        whenEnded = action;
    }

    /** Called when the transaction has enlisted a branch. */
    void enlisted(Branch started) {
        branch = started;
        started.outcome().whenComplete(this::branchEnded);
    }

    private void branchEnded(@Nullable Map<String, IdRange> ids, @Nullable Throwable failure) {
        if (failure != null) {
            if (failure instanceof CancellationException && ending == null) {
                ending = rolledBack();
            }
            fail(failure);
            return;
        }
        committed = ids;
        if (ending != null) {
            result.complete(ids);
        } else {
            completeLaterIfNobodyCalls();
        }
    }

    private void completeLaterIfNobodyCalls() {
        Map<String, IdRange> ids = committed;
        if (ids == null || !awaited || ending != null) {
            return;
        }
        CompletableFuture<Boolean> late = OutcomeTimer.after(WAIT_MILLIS);
        // In the common pool, because actions that depend on the stage may take long. A callback ends the timer.
        CompletableFuture<?> unusedTelling = late.thenAccept(timedOut -> {
            if (timedOut) {
                ForkJoinPool.commonPool().execute(() -> result.complete(ids));
            }
        });
        CompletableFuture<?> unusedStopping = result.thenAccept(called -> late.complete(false));
    }

    @Override
    public void beforeCompletion() {}

    /** Completes the outcome. Never throws, because the transaction manager calls this. */
    @Override
    public void afterCompletion(int status) {
        try {
            ended(status);
        } catch (RuntimeException | Error failure) {
            LOGGER.log(Level.WARNING, "Cannot report the outcome of a transaction in " + journal, failure);
        }
        Runnable last = whenEnded;
        whenEnded = null;
        if (last != null) {
            runLast(last);
        }
    }

    private void runLast(Runnable last) {
        try {
            last.run();
        } catch (RuntimeException | Error failure) {
            LOGGER.log(
                    Level.WARNING,
                    "The connection of a transaction to " + journal + " could not be returned to the server",
                    failure);
        }
    }

    private void ended(int status) {
        if (ending == null) {
            ending = describe(status);
        }
        Branch ended = branch;
        if (ended == null) {
            endedWithoutBranch(status);
            return;
        }
        // It was left behind if ending it failed; a prepared one stays. An exception for each commit would be too
        // expensive.
        if (committed == null) {
            ended.abandon(new CancellationException("The transaction rolled back"));
        }
        // Not before: what waits for the outcome must find the transaction complete.
        Map<String, IdRange> ids = committed;
        if (ids != null) {
            result.complete(ids);
        }
    }

    private void endedWithoutBranch(int status) {
        if (status == Status.STATUS_COMMITTED) {
            result.complete(Map.of());
        } else {
            markRolledBack();
        }
    }

    private String describe(int status) {
        return switch (status) {
            case Status.STATUS_COMMITTED -> "has committed";
            case Status.STATUS_ROLLEDBACK -> rolledBack();
            default -> "has ended in status " + status + " of jakarta.transaction.Status";
        };
    }

    /** A transaction manager rolls back a transaction that exceeds its timeout on another thread. */
    private String rolledBack() {
        Thread here = Thread.currentThread();
        return here.getId() == joinedBy
                ? "was rolled back"
                : "was rolled back on thread '" + Printable.name(here.getName()) + "' "
                        + NANOSECONDS.toMillis(System.nanoTime() - joinedAt)
                        + " ms after the journal joined it, most likely because its timeout had passed";
    }

    /** Completes the outcome as rolled back. */
    void markRolledBack() {
        fail(new CancellationException("The transaction rolled back"));
    }

    private void fail(Throwable failure) {
        if (failure instanceof CancellationException) {
            result.completeExceptionally(new RollbackException("The transaction rolled back"));
        } else {
            result.completeExceptionally(failure);
        }
    }
}
