package io.ironjournal.figures;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What the parts of one open journal count. Thread-safe, except for what a method says. */
public final class JournalFigures {

    private final Buckets appends = Buckets.ofNanos();
    private final Buckets waits = Buckets.ofNanos();
    private final Buckets forces = Buckets.ofNanos();
    private final Buckets groups = Buckets.ofNumbers();
    private final AtomicLong entries = new AtomicLong();
    private final LongAdder checksumErrors = new LongAdder();
    private final JournalEvents events;
    private final Recording opening;
    private final DiskSpaceNotice space;

    /**
     * Begins to count at 0, and begins the opening of the journal.
     *
     * @param journal the journal's directory, as shown in messages
     * @param logging runs the logger
     */
    public JournalFigures(String journal, Executor logging) {
        events = new JournalEvents(journal);
        opening = events.recovery();
        space = new DiskSpaceNotice(journal, logging);
    }

    /** Ends the opening. */
    public void opened(long recordsReplayed) {
        opening.finish(recordsReplayed);
    }

    /** Returns what logs a full disk. */
    public DiskSpaceNotice space() {
        return space;
    }

    /** Returns the events for the flight recorder. */
    public JournalEvents events() {
        return events;
    }

    /** Returns the durations of a sample of the calls that append, in nanoseconds. Shared. */
    public Buckets appends() {
        return appends;
    }

    /** Returns how long writers waited for memory or for the log to become shorter, in nanoseconds. Shared. */
    public Buckets waits() {
        return waits;
    }

    /** Returns how long the log took to make groups durable, in nanoseconds. One thread at a time counts. */
    public Buckets forces() {
        return forces;
    }

    /** Returns the sizes of groups, in records. The thread that runs the committer counts. */
    public Buckets groups() {
        return groups;
    }

    /** Adds committed entries. Called by the thread that runs the committer. */
    public void addEntries(long count) {
        entries.setRelease(entries.getPlain() + count);
    }

    /** Returns the number of committed entries. */
    public long entries() {
        return entries.getAcquire();
    }

    /** Counts a read that found bytes that do not match their checksum. */
    public void addChecksumError() {
        checksumErrors.increment();
    }

    /** Returns the number of reads that found damaged bytes. */
    public long checksumErrors() {
        return checksumErrors.sum();
    }
}
