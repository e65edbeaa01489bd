package io.ironjournal.log;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.spi.log.CommitLog;
import java.util.concurrent.atomic.AtomicLong;

/** Counts groups, records and entries. Used by the thread that runs the committer, unless a method says otherwise. */
class GroupCounts {

    private final JournalFigures figures;

    /** False for the log in files. It measures its forces itself, because it reads the clock before each of them anyway. */
    private final boolean measuresForces;

    private final AtomicLong records = new AtomicLong();

    GroupCounts(CommitLog log, JournalFigures figures) {
        this.figures = figures;
        this.measuresForces = !(log instanceof FileCommitLog);
    }

    /** Called before a group is sent. */
    void sending(CommitGroup group) {
        group.event(figures.events().group());
        if (measuresForces) {
            group.sendAt(System.nanoTime());
        }
    }

    /** Called after a group is applied. */
    void applied(CommitGroup group, long entries) {
        int written = group.records();
        if (written > 0) {
            records.setRelease(records.getPlain() + written);
            figures.groups().add(written);
            figures.addEntries(entries);
            group.event().finish(written);
        }
        if (measuresForces && group.mustForce()) {
            figures.forces().add(System.nanoTime() - group.sentAt());
        }
    }

    /** Returns how many records were written. Thread-safe. */
    long records() {
        return records.getAcquire();
    }
}
