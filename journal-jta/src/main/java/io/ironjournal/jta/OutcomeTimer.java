package io.ironjournal.jta;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/**
 * A timer whose thread ends after one idle second. The timer of {@code CompletableFuture} is not used, because its
 * thread never ends: the thread would keep the class loader and the protection domains of the application that needs it
 * first, even after an undeployment.
 */
final class OutcomeTimer {

    private static final ScheduledThreadPoolExecutor TIMER = create();

    private OutcomeTimer() {}

    private static ScheduledThreadPoolExecutor create() {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "ironjournal-outcome");
            thread.setDaemon(true);
            return thread;
        });
        timer.setKeepAliveTime(1, SECONDS);
        timer.allowCoreThreadTimeOut(true);
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    /** Returns a future that completes with true after a time, unless it is completed before. */
    static CompletableFuture<Boolean> after(long millis) {
        CompletableFuture<Boolean> due = new CompletableFuture<>();
        Future<Boolean> task = TIMER.schedule(() -> due.complete(true), millis, MILLISECONDS);
        CompletionStage<Boolean> end = due;
        end.thenRun(() -> task.cancel(false));
        return due;
    }
}
