package io.ironjournal.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes concurrent {@code close()} calls wait for the first one, and runs actions when it has ended. */
final class CloseSignal {

    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    void end() {
        ended.complete(true);
    }

    /** Waits for the end. An interrupt does not end the wait. */
    void awaitEnd() {
        ended.join();
    }

    /** Runs an action at the end, or immediately if the end is over. */
    void whenEnded(Runnable listener) {
        CompletionStage<Boolean> end = ended;
        end.thenRun(listener);
    }
}
