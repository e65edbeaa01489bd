package io.ironjournal.internal;

import io.ironjournal.write.WriteListener;
import java.util.concurrent.CompletableFuture;

/** Completes the future of an append whose caller does not wait; the call ends before the future is completed. */
final class AppendFuture implements WriteListener {

    private final CompletableFuture<Long> future = new CompletableFuture<>();
    private final OpenGate gate;

    AppendFuture(OpenGate gate) {
        this.gate = gate;
    }

    CompletableFuture<Long> future() {
        return future;
    }

    @Override
    public void ended() {
        gate.leave();
    }

    @Override
    public void completed(long firstId) {
        future.complete(firstId);
    }

    @Override
    public void failed(RuntimeException cause) {
        future.completeExceptionally(cause);
    }
}
