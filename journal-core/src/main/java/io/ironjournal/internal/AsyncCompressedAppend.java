package io.ironjournal.internal;

import io.ironjournal.format.EntryBody;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.write.EntriesWrite;
import io.ironjournal.write.StreamWrites;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An {@link AsyncAppend} of an entry that its caller has compressed. */
final class AsyncCompressedAppend extends EntriesWrite {

    private final CompletableFuture<Long> future;
    private final OpenGate gate;

    /** Prepares the append, which leaves the gate when it is settled, before the future tells anybody. */
    AsyncCompressedAppend(
            StreamWrites writes,
            EntryBody body,
            MemtableMemory memory,
            boolean unforced,
            CompletableFuture<Long> future,
            OpenGate gate) {
        super(writes, body, memory, unforced);
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
            future.complete(ranges().values().iterator().next().start());
        } else {
            future.completeExceptionally(failed);
        }
    }
}
