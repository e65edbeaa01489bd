package io.ironjournal.segment;

import io.ironjournal.io.ForcingThread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many forces, some of them at the same time: a file system that keeps a journal of its own commits it once for all who wait
 * for that, so that eight at once take a fraction of what one after the other takes. The threads live no longer than a call.
 */
final class ParallelForces {

    /** One force. */
    interface Force {
        void run() throws IOException;
    }

    /** For fewer forces another thread is not worth its start. */
    private static final int EACH = 4;

    private final List<Force> forces;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private ParallelForces(List<Force> forces) {
        this.forces = forces;
    }

    /**
     * Returns once all are done, interrupted or not. After the first that fails none is begun any more, and its failure is
     * thrown once those under way have ended.
     *
     * @param atOnce how many may run at the same time, one of them in the caller's thread
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
                // In this order: whoever was started must be waited for.
                started.add(thread);
                thread.start();
            }
        } catch (OutOfMemoryError e) {
            // No more threads to be had: fewer do it, too.
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
