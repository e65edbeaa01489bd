package io.ironjournal.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a journal: one for the committer, one for the flusher, and one that prepares log segments. The common
 * pool runs the code of listeners to futures. Without threads, everything runs in the callers, in an order that a seed
 * repeats.
 */
final class Threads {

    private static final long RECHECK_MILLIS = 20;

    private final @Nullable ExecutorService preparer;

    private Threads(@Nullable ExecutorService preparer) {
        this.preparer = preparer;
    }

    static Threads own() {
        return new Threads(Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "ironjournal-preparer");
            thread.setDaemon(true);
            return thread;
        }));
    }

    static Threads none() {
        return new Threads(null);
    }

    boolean threaded() {
        return preparer != null;
    }

    /** Prepares log segments. Tasks after {@link #close} are dropped. */
    Executor preparer() {
        ExecutorService service = preparer;
        return service == null
                ? Runnable::run
                : task -> {
                    if (!service.isShutdown()) {
                        service.execute(task);
                    }
                };
    }

    Executor callbacks() {
        return preparer == null ? Runnable::run : ForkJoinPool.commonPool();
    }

    /** Runs tasks as {@link #callbacks} does, after a short time. */
    Executor callbacksLater() {
        return CompletableFuture.delayedExecutor(RECHECK_MILLIS, TimeUnit.MILLISECONDS, callbacks());
    }

    /** Waits for the segment in preparation. */
    void close() {
        ExecutorService service = preparer;
        if (service == null) {
            return;
        }
        service.shutdown();
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = service.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
