package io.ironjournal.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few buffers for short use, so that reads create no garbage. Each belongs to the threads of one slot. While one of them
 * uses it, the others get a buffer on the heap that is not kept. So there are never more than {@value #COUNT} buffers
 * outside of the heap, however many threads read. Thread-safe.
 */
final class ScratchBuffers {

    private static final int COUNT = 16;

    /** Stands for a buffer that is in use: it has no capacity. */
    private static final ByteBuffer IN_USE = ByteBuffer.allocate(0);

    private final int capacity;
    private final boolean direct;
    private final AtomicReferenceArray<@Nullable ByteBuffer> free = new AtomicReferenceArray<>(COUNT);

    private ScratchBuffers(int capacity, boolean direct) {
        this.capacity = capacity;
        this.direct = direct;
    }

    /** Keeps buffers with an array. */
    static ScratchBuffers onHeap(int capacity) {
        return new ScratchBuffers(capacity, false);
    }

    /** Keeps buffers outside of the heap. */
    static ScratchBuffers direct(int capacity) {
        return new ScratchBuffers(capacity, true);
    }

    /** Returns an empty little-endian buffer. */
    ByteBuffer take() {
        ByteBuffer kept = free.getAndSet(slot(), IN_USE);
        if (kept != null && kept.capacity() > 0) {
            return kept.clear();
        }
        ByteBuffer first = kept == null && direct ? ByteBuffer.allocateDirect(capacity) : ByteBuffer.allocate(capacity);
        return first.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Takes back a buffer. The caller must no longer use it. */
    void giveBack(ByteBuffer buffer) {
        // One on the heap must not take the place of the one outside that another thread gives back later.
        if (buffer.isDirect() == direct) {
            free.set(slot(), buffer);
        }
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() % COUNT);
    }
}
