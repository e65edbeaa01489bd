package io.ironjournal.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Notifies listeners that a failure has ended all writing of the journal. */
final class FailureSignal {

    private final Executor callbacks;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    /**
     * Creates a signal without a failure.
     *
     * @param callbacks runs the code of the listeners
     */
    FailureSignal(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Returns a stage that completes with the cause when writing has ended permanently. */
    CompletionStage<Throwable> failed() {
        return failure.minimalCompletionStage();
    }

    void fail(Throwable cause) {
        try {
            callbacks.execute(() -> failure.complete(cause));
        } catch (RuntimeException | Error noThread) {
            // The listeners then run in the committer's thread, which has no more work.
            failure.complete(cause);
        }
    }
}
