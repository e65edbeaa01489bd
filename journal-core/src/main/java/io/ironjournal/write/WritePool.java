package io.ironjournal.write;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Completed writes that can be reused, so that an append creates no garbage. Thread-safe. */
public final class WritePool {

    private static final int COUNT = 64;

    private final AtomicReferenceArray<@Nullable EntryWrite> idle = new AtomicReferenceArray<>(COUNT);

    /** Returns a write, preferably the one that this thread returned last, or null. */
    @Nullable
    EntryWrite take() {
        return idle.getAndSet(slot(), null);
    }

    /** Takes back a write that is no longer used. */
    void put(EntryWrite write) {
        idle.set(slot(), write);
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() % COUNT);
    }
}
