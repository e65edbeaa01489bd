package io.ironjournal.write;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Writes that have happened and wait to be used again, so that an append leaves no garbage. Thread-safe. */
public final class IdleWrites {

    private static final int COUNT = 64;

    private final AtomicReferenceArray<@Nullable EntryWrite> idle = new AtomicReferenceArray<>(COUNT);

    /** Gives one, most likely that which this thread gave back; null when there is none. */
    @Nullable
    EntryWrite take() {
        return idle.getAndSet(slot(), null);
    }

    /** Takes one back, which nobody uses any more. */
    void giveBack(EntryWrite write) {
        idle.set(slot(), write);
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() % COUNT);
    }
}
