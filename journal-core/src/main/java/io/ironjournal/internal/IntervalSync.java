package io.ironjournal.internal;

import io.ironjournal.log.Committer;
import io.ironjournal.log.SyncThread;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Forces unforced commits after an interval, in {@code ASYNC} mode. Without a thread, as in simulations, each group
 * counts as a millisecond. In other modes it is not started.
 */
final class IntervalSync {

    private volatile @Nullable Committer committer;
    private volatile @Nullable SyncThread thread;
    private long groupsUnforced = Long.MAX_VALUE;
    private long groups;

    void start(Committer working, Duration interval, boolean threaded) {
        if (!working.handsOver()) {
            // The log makes every acknowledged write durable by itself.
            return;
        }
        committer = working;
        if (threaded) {
            thread = SyncThread.start(working, interval);
        } else {
            groupsUnforced = interval.toMillis();
        }
    }

    /** Called after each group of writes, by one thread at a time. */
    void groupCommitted() {
        Committer working = committer;
        if (working == null) {
            return;
        }
        if (++groups % groupsUnforced == 0) {
            working.forceBehind();
        }
        SyncThread running = thread;
        if (running != null) {
            running.committed();
        }
    }

    void stop() {
        SyncThread running = thread;
        if (running != null) {
            running.close();
        }
        thread = null;
        groupsUnforced = Long.MAX_VALUE;
    }
}
