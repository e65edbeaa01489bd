package io.ironjournal.log;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.Storage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Settings of the commit log in files.
 *
 * @param storage the journal's directory
 * @param segmentSize size of new segments in bytes
 * @param budget how large the log may become, in bytes
 * @param background prepares segments ahead of their use
 * @param onFailure receives a failure of that for another reason than a full disk
 * @param figures counts the durations of forces
 */
public record LogSettings(
        Storage storage,
        int segmentSize,
        long budget,
        Executor background,
        Consumer<Throwable> onFailure,
        JournalFigures figures) {

    public LogSettings {
        segmentSize = segmentSize & -LogSegmentHeader.SIZE;
    }

    /** Returns how many spares to keep: those that a flush at half the budget frees, and one for the next opening. */
    int maxSpares() {
        return maxSpares(0);
    }

    /**
     * Returns how many spares to keep after a flush. While appends continue, a flush frees more than half the budget,
     * and as many segments are needed before the next flush.
     */
    int maxSpares(int retired) {
        long needed = Math.max(budget / 2 / segmentSize, Math.min(retired, budget / segmentSize));
        return 1 + (int) Math.max(1, needed);
    }
}
