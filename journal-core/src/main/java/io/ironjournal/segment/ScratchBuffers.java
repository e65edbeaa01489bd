package io.ironjournal.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** A few buffers for short use, so that reads create no garbage. Thread-safe. */
final class ScratchBuffers {

    private static final int COUNT = 16;

    private final int capacity;
    private final AtomicReferenceArray<ByteBuffer> free = new AtomicReferenceArray<>(COUNT);

    ScratchBuffers(int capacity) {
        this.capacity = capacity;
    }

    /** Returns an empty little-endian buffer. */
    ByteBuffer take() {
        ByteBuffer buffer = free.getAndSet(slot(), null);
        return buffer == null ? ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN) : buffer.clear();
    }

    /** Takes back a buffer. The caller must no longer use it. */
    void giveBack(ByteBuffer buffer) {
        free.set(slot(), buffer);
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() % COUNT);
    }
}
