package io.ironjournal.write;

import io.ironjournal.log.Write;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asynchronous appends that were queued before a branch claimed their stream, and whose turn came after that. Their callers
 * have gone on, so the writes wait here, in the order of the queue and without memory. They are queued again when the
 * claim is released, before anything that is appended later.
 */
final class ParkedWrites {

    /** A write with the time at which it began to wait, by {@link System#nanoTime}. */
    private record Parked(ListenedWrite write, StreamClaimedException claimed, long since) {}

    /** Ends waits. */
    interface WaitLimit {

        /** Returns the failure of a write that has waited since this time; null if it can wait. */
        @Nullable
        RuntimeException failure(StreamClaimedException claimed, long since);
    }

    private final Consumer<Write> queue;
    private final Executor later;
    private final WaitLimit limit;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Deque<Parked>> parked = new HashMap<>();
    private boolean checking;

    /**
     * Creates an object without writes.
     *
     * @param queue queues a write for the committer
     * @param later runs a task after a short time, on a thread that may run code of applications
     * @param limit decides how long a write waits
     */
    ParkedWrites(Consumer<Write> queue, Executor later, WaitLimit limit) {
        this.queue = queue;
        this.later = later;
        this.limit = limit;
    }

    /** Keeps a write until the claim on a stream is released. Called by the committer. */
    void park(ListenedWrite write, StreamClaimedException claimed) {
        write.releaseMemory();
        boolean start;
        lock.lock();
        try {
            parked.computeIfAbsent(claimed.stream(), stream -> new ArrayDeque<>())
                    .add(new Parked(write, claimed, System.nanoTime()));
            start = !checking;
            checking = true;
        } finally {
            lock.unlock();
        }
        if (start) {
            later.execute(this::check);
        }
    }

    /** Queues the writes to a stream again whose claim is about to be released. Called by the committer. */
    void release(String stream) {
        Deque<Parked> released;
        lock.lock();
        try {
            released = parked.remove(stream);
        } finally {
            lock.unlock();
        }
        if (released != null) {
            for (Parked one : released) {
                one.write.acquireMemoryAgain();
                queue.accept(one.write);
            }
        }
    }

    /** Fails the writes that must not wait any longer. */
    private void check() {
        Map<ListenedWrite, RuntimeException> failed = new LinkedHashMap<>();
        boolean again;
        lock.lock();
        try {
            for (Deque<Parked> writes : List.copyOf(parked.values())) {
                for (Parked one : new ArrayList<>(writes)) {
                    RuntimeException failure = limit.failure(one.claimed, one.since);
                    if (failure != null) {
                        writes.remove(one);
                        failed.put(one.write, failure);
                    }
                }
            }
            parked.values().removeIf(Deque::isEmpty);
            again = !parked.isEmpty();
            checking = again;
        } finally {
            lock.unlock();
        }
        failed.forEach(ListenedWrite::fail);
        if (again) {
            later.execute(this::check);
        }
    }
}
