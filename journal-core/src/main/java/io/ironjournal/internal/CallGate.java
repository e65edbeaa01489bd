package io.ironjournal.internal;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalClosedException;
import io.ironjournal.log.Committer;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets calls in while the journal is open, and calls that write while it works; makes close wait for those under way.
 */
final class CallGate {

    private static final long CLOSED = 1L << 62;

    /** How many calls are under way, and whether the gate is closed. */
    private final AtomicLong state = new AtomicLong();

    private final String directory;
    private final Committer committer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();

    /**
     * Begins open.
     *
     * @param directory the journal's directory, for messages
     * @param committer knows whether writing has failed
     */
    CallGate(String directory, Committer committer) {
        this.directory = directory;
        this.committer = committer;
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

    /** Fails when the journal has failed. */
    void requireWorking() {
        committer.requireWorking();
    }

    /** Fails when the journal is closed or has failed, so that nothing is buffered that cannot be committed. */
    void requireOpenAndWorking() {
        requireOpen();
        requireWorking();
    }

    /** Makes a call. */
    <T> T whileOpen(Supplier<T> call) {
        enter();
        try {
            return call.get();
        } finally {
            leave();
        }
    }

    /** Makes a call that writes. */
    <T> T whileWorking(Supplier<T> call) {
        enter();
        try {
            requireWorking();
            return call.get();
        } finally {
            leave();
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

    /** Names the journal. */
    @Override
    public String toString() {
        return "Journal[" + directory + (closed() ? ", closed]" : "]");
    }
}
