package io.ironjournal.segment;

import io.ironjournal.io.ForcingThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs many forces, some of them in parallel. A journaling file system commits its own journal once for all waiting
 * callers, so eight forces in parallel take much less time than eight in sequence. The threads end with the call.
 */
final class ParallelForces {

    /** One force. */
    interface Force {
        void run() throws IOException;
    }

    /** With fewer forces, another thread is not worth its start. */
    private static final int EACH = 4;

    private final List<Force> forces;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private ParallelForces(List<Force> forces) {
        this.forces = forces;
    }

    /**
     * Runs all forces, also if the thread is interrupted. After the first failure no further force starts, and the
     * failure is thrown when the running forces have ended.
     *
     * @param atOnce the maximum number of parallel forces, one of them in the caller's thread
     */
    static void run(List<Force> forces, int atOnce) throws IOException {
        ParallelForces all = new ParallelForces(forces);
        List<Thread> others = all.start(Math.min(atOnce, forces.size() / EACH) - 1);
        all.work();
        await(others);
        all.throwFailure();
    }

    private List<Thread> start(int count) {
        List<Thread> started = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                Thread thread = new ForcingThread(this::work, "ironjournal-force-" + i);
                // In this order, because every started thread must be waited for.
                started.add(thread);
                thread.start();
            }
        } catch (OutOfMemoryError e) {
            // No more threads are available. Fewer threads do the work.
        }
        return started;
    }

    private void work() {
        for (int i = next.getAndIncrement(); i < forces.size() && failure.get() == null; i = next.getAndIncrement()) {
            try {
                forces.get(i).run();
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        }
    }

    private static void await(List<Thread> threads) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void throwFailure() throws IOException {
        Throwable first = failure.get();
        if (first instanceof IOException cause) {
            throw cause;
        }
        if (first instanceof RuntimeException cause) {
            throw cause;
        }
        if (first instanceof Error cause) {
            throw cause;
        }
        if (first != null) {
            throw new IOException(first);
        }
    }
}
