package io.ironjournal.narayana;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the writes of a journal, and says in which of them the process dies. Thread-safe. */
final class HaltingWrites {

    private final AtomicInteger writesLeft = new AtomicInteger(Integer.MAX_VALUE);

    /** Lets the process die in the n-th write from now. */
    void haltInWrite(int number) {
        writesLeft.set(number);
    }

    /** Counts a write, and returns whether the process dies in it. */
    boolean isLast() {
        return writesLeft.get() != Integer.MAX_VALUE && writesLeft.decrementAndGet() == 0;
    }
}
