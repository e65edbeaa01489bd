package io.ironjournal.io;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Runs rare operations on channels in a separate thread, where no interrupt can close the channel. If the caller is
 * such a thread, the operation runs in it.
 */
final class Uninterruptibles {

    private Uninterruptibles() {}

    static <T> T run(String what, Callable<T> operation) throws IOException {
        if (Thread.currentThread() instanceof ForcingThread) {
            return directly(operation);
        }
        FutureTask<T> task = new FutureTask<>(operation);
        Thread thread = new Thread(task, "ironjournal " + what);
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw unwrap(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T directly(Callable<T> operation) throws IOException {
        try {
            return operation.call();
        } catch (Exception e) {
            throw unwrap(e);
        }
    }

    private static IOException unwrap(@Nullable Throwable cause) {
        if (cause instanceof RuntimeException failure) {
            throw failure;
        }
        if (cause instanceof Error failure) {
            throw failure;
        }
        return cause instanceof IOException failure ? failure : new IOException(cause);
    }
}
