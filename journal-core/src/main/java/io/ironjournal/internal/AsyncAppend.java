package io.ironjournal.internal;

import io.ironjournal.format.EntryBody;
import io.ironjournal.stream.EntriesWrite;
import io.ironjournal.stream.Streams;
import io.ironjournal.stream.TailMemory;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An append whose caller does not wait but holds a future. */
final class AsyncAppend extends EntriesWrite {

    private final CompletableFuture<Long> future;

    private final OpenGate gate;

    /** Prepares the append, which leaves the gate when it is settled, before the future tells anybody. */
    AsyncAppend(
            Streams streams,
            EntryBody body,
            TailMemory memory,
            boolean lazy,
            CompletableFuture<Long> future,
            OpenGate gate) {
        super(streams, body, memory, lazy);
        this.future = future;
        this.gate = gate;
    }

    @Override
    protected boolean hasListener() {
        return true;
    }

    @Override
    protected void over() {
        gate.leave();
    }

    @Override
    protected void settled(@Nullable RuntimeException failed) {
        if (failed == null) {
            future.complete(firstId());
        } else {
            future.completeExceptionally(failed);
        }
    }
}
