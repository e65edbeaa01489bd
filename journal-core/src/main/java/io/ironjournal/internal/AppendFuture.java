package io.ironjournal.internal;

import io.ironjournal.write.WriteListener;
import java.util.concurrent.CompletionStage;

/** Completes the future of an append whose caller does not wait. The call ends before the future completes. */
final class AppendFuture implements WriteListener {

    private final PendingAppend future = new PendingAppend();
    private final CallGate gate;

    AppendFuture(CallGate gate) {
        this.gate = gate;
    }

    CompletionStage<Long> future() {
        return future;
    }

    @Override
    public void ended() {
        gate.leave();
    }

    @Override
    public void completed(long firstId) {
        future.succeeded(firstId);
    }

    @Override
    public void failed(RuntimeException cause) {
        future.failed(cause);
    }
}
