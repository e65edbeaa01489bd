package io.ironjournal.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes concurrent {@code close()} calls wait for the first, and notifies others when it has ended. */
final class CloseSignal {

    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

    void end() {
        ended.complete(true);
    }

    /** Waits for the end. An interrupt does not end the wait. */
    void awaitEnd() {
        ended.join();
    }

    /** Runs something at the end; at once, when that is over. */
    void whenEnded(Runnable listener) {
        CompletionStage<Boolean> end = ended;
        end.thenRun(listener);
    }
}
