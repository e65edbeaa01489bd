package io.ironjournal.bookkeeper;

import java.io.Closeable;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;

/** What an open log does beside its callers: one task at a time, in order. Its time is here, so that tests can choose it. */
interface LedgerTasks extends Closeable {

    /** Runs a task. Does nothing after {@link #close}. */
    void execute(Runnable task);

    /** Runs a task, and returns its result. */
    <T> Future<T> submit(Callable<T> task);

    /** Runs a short task after a time, also beside another task. */
    void after(long millis, Runnable task);

    /** Returns a time for measuring, as {@link System#nanoTime} does. */
    long nanoTime();

    /** Interrupts the present task, and drops those that wait. */
    @Override
    void close();
}
