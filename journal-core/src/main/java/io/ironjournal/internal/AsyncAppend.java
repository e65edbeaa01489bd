package io.ironjournal.internal;

import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.Streams;
import io.ironjournal.write.EntryWrite;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An append whose caller does not wait but holds a future. */
final class AsyncAppend extends EntryWrite {

    private final CompletableFuture<Long> future;

    private final OpenGate gate;

    /** Prepares the append, which leaves the gate when it is settled, before the future tells anybody. */
    AsyncAppend(Streams streams, MemtableMemory memory, CompletableFuture<Long> future, OpenGate gate) {
        super(streams, memory);
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
            future.complete(id());
        } else {
            future.completeExceptionally(failed);
        }
    }
}
