package io.ironjournal.log;

import java.util.concurrent.locks.LockSupport;

/** A daemon thread that runs a task each time it is woken, and sleeps without a timer in between. */
final class CommitterThread {

    private final Thread thread;
    private volatile boolean wanted;
    private volatile boolean closed;

    private CommitterThread(Runnable task) {
        this.thread = new Thread(() -> loop(task), "ironjournal-committer");
        thread.setDaemon(true);
    }

    static CommitterThread start(Runnable task) {
        CommitterThread started = new CommitterThread(task);
        started.thread.start();
        return started;
    }

    void wake() {
        wanted = true;
        LockSupport.unpark(thread);
    }

    private void loop(Runnable task) {
        while (true) {
            if (wanted) {
                wanted = false;
                task.run();
            } else if (closed) {
                return;
            } else {
                LockSupport.park(this);
            }
        }
    }

    /** Waits for the running task, then ends the thread. */
    void close() {
        closed = true;
        ThreadEnd.await(thread);
    }
}
