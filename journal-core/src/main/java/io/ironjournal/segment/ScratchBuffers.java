package io.ironjournal.segment;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;

/** A few buffers for short use, so that reads create no garbage. Thread-safe. */
final class ScratchBuffers {

    private static final int COUNT = 16;

    private final IntFunction<ByteBuffer> allocate;
    private final int capacity;
    private final AtomicReferenceArray<ByteBuffer> free = new AtomicReferenceArray<>(COUNT);

    private ScratchBuffers(IntFunction<ByteBuffer> allocate, int capacity) {
        this.allocate = allocate;
        this.capacity = capacity;
    }

    /** Gives out buffers with an array. */
    static ScratchBuffers onHeap(int capacity) {
        return new ScratchBuffers(ByteBuffer::allocate, capacity);
    }

    /** Gives out buffers outside of the heap. */
    static ScratchBuffers direct(int capacity) {
        return new ScratchBuffers(ByteBuffer::allocateDirect, capacity);
    }

    /** Returns an empty little-endian buffer. */
    ByteBuffer take() {
        ByteBuffer buffer = free.getAndSet(slot(), null);
        return buffer == null ? allocate.apply(capacity).order(ByteOrder.LITTLE_ENDIAN) : buffer.clear();
    }

    /** Takes back a buffer. The caller must no longer use it. */
    void giveBack(ByteBuffer buffer) {
        free.set(slot(), buffer);
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() % COUNT);
    }
}
