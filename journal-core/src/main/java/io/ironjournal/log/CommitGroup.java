package io.ironjournal.log;

import io.ironjournal.figures.Recording;
import io.ironjournal.format.EntryTime;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes that become durable together. Used by the thread that runs the committer, except for the outcome, which the
 * log reports on any thread. A group is used again after it is complete, so that an append leaves no garbage.
 */
final class CommitGroup implements GroupCompletion {

    /** Replaces a write that has left the group. */
    private static final Write COMPLETED = new DurableNote(false);

    private final Runnable announcement;
    private final List<Write> writes = new ArrayList<>();

    /** How many of the writes have no record. */
    private int withoutRecord;

    private boolean mustForce;

    /** Whether the group contains a record that callers rely on; they do not rely on notes. */
    private boolean relied;

    private int bytes;
    private long end;

    /** When the group was sent to the log, by {@link System#nanoTime}. */
    private long sentAt;

    /** The event of this group, from its sending on. */
    private Recording event = Recording.NONE;

    /** The time of the group, or -1 before it is taken. */
    private long time = -1;

    /** The thread in {@link CommitLog#commit}: an outcome that the log reports on it needs no announcement. */
    private @Nullable Thread sender;

    /** Whether the outcome is known; set by the sender. */
    private boolean doneInline;

    /** Whether the outcome is known; set by another thread. */
    private volatile boolean done;

    private @Nullable Throwable failure;

    /**
     * Creates an empty group.
     *
     * @param announcement runs when a thread other than the sender reports the outcome
     */
    CommitGroup(Runnable announcement) {
        this.announcement = announcement;
    }

    /** Returns the time of the group. Reads the clock once, because the writes of a group are committed together. */
    long time(InstantSource clock) {
        if (time < 0) {
            time = EntryTime.of(clock.instant());
        }
        return time;
    }

    void add(Write write) {
        writes.add(write);
        mustForce |= !write.lazy();
    }

    /** Adds a write that has no record, and completes when the records before it are durable. */
    void addWithoutRecord(Write write) {
        write.lsn = Write.NO_RECORD;
        withoutRecord++;
        add(write);
    }

    /** Notes that callers rely on a record of this group. */
    void relyOn() {
        relied = true;
    }

    boolean isEmpty() {
        return writes.isEmpty();
    }

    int records() {
        return writes.size() - withoutRecord;
    }

    boolean mustForce() {
        return mustForce;
    }

    /** Whether calls return before the group is durable, and callers rely on it. */
    boolean isAnsweredUnforced() {
        return relied && !mustForce;
    }

    int bytes() {
        return bytes;
    }

    /** Returns the LSN behind the last record. */
    long end() {
        return end;
    }

    /** Ends adding to the group. */
    void close(int size, long logEnd) {
        bytes = size;
        end = logEnd;
    }

    void event(Recording begun) {
        event = begun;
    }

    Recording event() {
        return event;
    }

    /** Returns the noted time. */
    long sentAt() {
        return sentAt;
    }

    /** Notes the time at which the group is sent. */
    void sendAt(long nanos) {
        sentAt = nanos;
    }

    /** Sends the group to the log, which makes it durable. */
    void commit(CommitLog log) {
        sender = Thread.currentThread();
        try {
            log.commit(this);
        } finally {
            sender = null;
        }
    }

    /** Marks a group as done that need not be durable before its writes are applied. */
    void markDone() {
        doneInline = true;
    }

    @Override
    public void completed() {
        if (sender == Thread.currentThread()) {
            doneInline = true;
        } else {
            done = true;
            announcement.run();
        }
    }

    @Override
    public void failed(Throwable cause) {
        failure = cause;
        completed();
    }

    boolean isDone() {
        return doneInline || done;
    }

    /** Returns the failure of a group that is done; null when the group is durable. */
    @Nullable
    Throwable failure() {
        return failure;
    }

    /**
     * Makes the writes visible to readers, and returns the number of their entries. Iterates by index: an iterator would be
     * garbage of every append.
     */
    long apply() {
        long entries = 0;
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            if (write.lsn != Write.NO_RECORD) {
                write.apply(write.lsn);
                entries += write.entries();
            }
        }
        return entries;
    }

    /** Completes all writes. Each leaves the group before that: once complete, it may be in use again. */
    void complete(CompletedWrites completed, @Nullable RuntimeException cause) {
        for (int i = 0; i < writes.size(); i++) {
            Write write = writes.get(i);
            writes.set(i, COMPLETED);
            if (write != COMPLETED) {
                completed.complete(write, cause == null && write.lsn == Write.NO_RECORD ? write.refusal() : cause);
            }
        }
        writes.clear();
    }

    /** Resets the group for other writes. */
    void reuse() {
        withoutRecord = 0;
        mustForce = false;
        relied = false;
        time = -1;
        doneInline = false;
        event = Recording.NONE;
        if (done) {
            done = false;
        }
    }
}
