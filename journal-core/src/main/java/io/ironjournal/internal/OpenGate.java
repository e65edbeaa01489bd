package io.ironjournal.internal;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalClosedException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets calls in while the journal is open, and lets close wait for those under way. */
final class OpenGate {

    private static final long CLOSED = 1L << 62;

    /** How many calls are under way, and whether the gate is closed. */
    private final AtomicLong state = new AtomicLong();

    private final String directory;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();

    /** Begins open; the journal's directory is for messages. */
    OpenGate(String directory) {
        this.directory = directory;
    }

    /** Begins a call; each is followed by {@link #leave}. */
    void enter() {
        if (state.getAndIncrement() >= CLOSED) {
            leave();
            throw refusal();
        }
    }

    void leave() {
        if (state.decrementAndGet() == CLOSED) {
            lock.lock();
            try {
                empty.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Fails when the gate is closed, without beginning a call. */
    void requireOpen() {
        if (closed()) {
            throw refusal();
        }
    }

    /** Whether the gate is closed. */
    boolean closed() {
        return state.get() >= CLOSED;
    }

    private JournalClosedException refusal() {
        return new JournalClosedException(
                "The journal in " + directory + " is closed. Open it again to use it.",
                ErrorContext.ofFile(directory),
                null);
    }

    /** Closes the gate and waits until every call has left; false when it was closed before. */
    boolean close() {
        long before;
        do {
            before = state.get();
            if (before >= CLOSED) {
                return false;
            }
        } while (!state.compareAndSet(before, before + CLOSED));
        lock.lock();
        try {
            while (state.get() != CLOSED) {
                empty.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
        return true;
    }
}
