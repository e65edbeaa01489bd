package io.ironjournal.read;

import io.ironjournal.memtable.StreamState;

/** One stream of a {@link StreamsFollower}. Its fields are guarded by the follower's lock. */
final class FollowedStream {

    private final StreamState state;
    private final Runnable watcher;
    private EntryCursor cursor;
    private long next;
    private boolean paused;

    /** Counts the positions that were set, so that a read that began before does not change the new one. */
    private int resumed;

    /** Whether the stream is in the follower's queue. The committer reads it without the lock. */
    private volatile boolean queued;

    /**
     * Creates a stream that is not watched yet.
     *
     * @param follower is called, without the lock, when the stream has changed and is not in the queue
     */
    FollowedStream(StreamState state, long next, StreamsFollower follower) {
        this.state = state;
        this.cursor = new EntryCursor(state);
        this.next = next;
        this.watcher = () -> {
            if (!queued) {
                follower.changed(this);
            }
        };
    }

    void watch() {
        state.watch(watcher);
    }

    void unwatch() {
        state.unwatch(watcher);
    }

    StreamState state() {
        return state;
    }

    String name() {
        return state.name();
    }

    /** Returns whether reading returns an entry or an error. */
    boolean isReady() {
        return !paused && (state.nextId() > next || state.ended());
    }

    boolean isQueued() {
        return queued;
    }

    void setQueued(boolean now) {
        queued = now;
    }

    void pause() {
        paused = true;
    }

    void resumeAt(long id) {
        cursor = new EntryCursor(state);
        next = id;
        paused = false;
        resumed++;
    }

    /** An entry to read without the lock. */
    record Read(FollowedStream stream, EntryCursor cursor, long id, int resumed) {}

    Read read() {
        return new Read(this, cursor, next, resumed);
    }

    /** Moves past an entry that was read, unless the position was set meanwhile. */
    void done(Read read) {
        if (read.resumed() == resumed) {
            next = read.id() + 1;
        }
    }

    /** Pauses after an error, unless the position was set meanwhile. */
    void failed(Read read) {
        if (read.resumed() == resumed) {
            paused = true;
        }
    }
}
