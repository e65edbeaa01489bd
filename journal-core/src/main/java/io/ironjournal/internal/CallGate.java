package io.ironjournal.internal;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalClosedException;
import io.ironjournal.log.Committer;
import io.ironjournal.read.OpenCheck;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Admits calls while the journal is open, and writing calls while it has not failed. Makes close wait for running
 * calls.
 */
final class CallGate implements OpenCheck {

    private static final long CLOSED = 1L << 62;

    /** The number of running calls, and whether the gate is closed. */
    private final AtomicLong state = new AtomicLong();

    private final String directory;
    private final Committer committer;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();

    /**
     * Creates an open gate.
     *
     * @param directory the journal's directory, for messages
     * @param committer says whether writing has failed
     */
    CallGate(String directory, Committer committer) {
        this.directory = directory;
        this.committer = committer;
    }

    /** Begins a call. Each successful call of this method is followed by {@link #leave}. */
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

    /** Fails if the gate is closed. Begins no call. */
    @Override
    public void requireOpen() {
        if (closed()) {
            throw refusal();
        }
    }

    /** Fails if the journal has failed. */
    void requireWorking() {
        committer.requireWorking();
    }

    /** Fails if the journal is closed or has failed, so that nothing is buffered that cannot be committed. */
    void requireOpenAndWorking() {
        requireOpen();
        requireWorking();
    }

    /** Runs a call. */
    @Override
    public <T> T whileOpen(Supplier<T> call) {
        enter();
        try {
            return call.get();
        } finally {
            leave();
        }
    }

    /** Runs a writing call. */
    <T> T whileWorking(Supplier<T> call) {
        enter();
        try {
            requireWorking();
            return call.get();
        } finally {
            leave();
        }
    }

    /** Returns whether the gate is closed. */
    boolean closed() {
        return state.get() >= CLOSED;
    }

    private JournalClosedException refusal() {
        return new JournalClosedException(
                "The journal in " + directory + " is closed. Open it again to use it.",
                ErrorContext.ofFile(directory),
                null);
    }

    /** Closes the gate and waits until every call has left. Returns false if the gate was already closed. */
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

    /** Returns the name of the journal. */
    @Override
    public String toString() {
        return "Journal[" + directory + (closed() ? ", closed]" : "]");
    }
}
