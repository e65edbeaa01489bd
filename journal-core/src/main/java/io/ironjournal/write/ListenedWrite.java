package io.ironjournal.write;

import io.ironjournal.log.Admission;
import io.ironjournal.log.Write;
import io.ironjournal.memtable.MemtableMemory;
import org.jspecify.annotations.Nullable;

/** A write of entries, with a listener when its caller does not wait for the outcome. */
abstract class ListenedWrite extends Write {

    private final @Nullable WriteListener listener;

    /** Whether the write has released its memory because it waits for a claim. */
    private boolean memoryReleased;

    ListenedWrite(@Nullable WriteListener listener) {
        this.listener = listener;
    }

    /** Returns the limited memory. */
    abstract MemtableMemory memory();

    /** Returns the memory that the write uses until it is flushed, in bytes. */
    abstract long bytes();

    /**
     * Decides about a write whose stream is claimed. If the caller waits, it gets the exception and queues the write
     * again. Otherwise the write is queued again when the claim is released.
     */
    final Admission waitFor(StreamClaimedException claimed, StreamClaims claims) {
        if (listener == null) {
            return Admission.NO_RECORD;
        }
        claims.park(this, claimed);
        return Admission.LATER;
    }

    final void releaseMemory() {
        memory().release(bytes());
        memoryReleased = true;
    }

    /** Acquires the memory again without waiting, because the committer does not wait. May exceed the limit. */
    final void acquireMemoryAgain() {
        memory().add(bytes());
        memoryReleased = false;
    }

    @Override
    protected final void abandoned() {
        if (!memoryReleased) {
            memory().release(bytes());
        }
    }

    /** Ends a write that is not queued. */
    final void fail(RuntimeException cause) {
        end(cause);
    }

    /** Returns the id of the first entry, once it is committed. */
    abstract long firstId();

    @Override
    protected boolean hasListener() {
        return listener != null;
    }

    @Override
    protected void onCompletion() {
        if (listener != null) {
            listener.ended();
        }
    }

    @Override
    protected void notifyListener(@Nullable RuntimeException failed) {
        if (listener == null) {
            return;
        }
        if (failed == null) {
            listener.completed(firstId());
        } else {
            listener.failed(failed);
        }
    }
}
