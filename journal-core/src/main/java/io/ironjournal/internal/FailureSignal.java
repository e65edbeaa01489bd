package io.ironjournal.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Notifies those who want to know that all writing of the journal has ended because of a failure. */
final class FailureSignal {

    private final Executor callbacks;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    /**
     * Begins without a failure.
     *
     * @param callbacks runs the code of those who are notified
     */
    FailureSignal(Executor callbacks) {
        this.callbacks = callbacks;
    }

    /** Completes with the cause once writing has ended for good. */
    CompletionStage<Throwable> failed() {
        return failure.minimalCompletionStage();
    }

    void fail(Throwable cause) {
        try {
            callbacks.execute(() -> failure.complete(cause));
        } catch (RuntimeException | Error noThread) {
            // The committer is held up by the code that is notified, but it has nothing to do any more.
            failure.complete(cause);
        }
    }
}
