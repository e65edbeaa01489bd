package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.Storage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the commit log is given.
 *
 * @param storage the journal's directory
 * @param segmentSize size of new segments in bytes
 * @param budget how large the log may become, in bytes
 * @param background prepares segments ahead of their use
 * @param onFailure told when that failed for another reason than a full disk
 */
public record LogSettings(
        Storage storage, int segmentSize, long budget, Executor background, Consumer<Throwable> onFailure) {

    public LogSettings {
        segmentSize = segmentSize & -LogSegmentHeader.SIZE;
    }

    /** As many as a flush at half the budget frees at once, and the one that is kept for the next opening. */
    int maxSpares() {
        return maxSpares(0);
    }

    /**
     * As many as were just retired, if those are more: while appends go on, a flush frees more than half the budget, and
     * as much will be needed before the next one.
     */
    int maxSpares(int retired) {
        long needed = Math.max(budget / 2 / segmentSize, Math.min(retired, budget / segmentSize));
        return 1 + (int) Math.max(1, needed);
    }
}
