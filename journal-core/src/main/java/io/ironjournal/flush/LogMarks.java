package io.ironjournal.flush;

import io.ironjournal.format.FlushMark;
import io.ironjournal.log.Committer;
import io.ironjournal.log.MarkWrite;
import io.ironjournal.spi.log.CommitLog;
import java.io.IOException;

/**
 * Writes marks to a log that belongs to the directory, and trims the log. Copies the records that the log must keep to the end of
 * the log first, so that they do not hold the mark back.
 */
public final class LogMarks implements FlushMarks {

    private final Committer committer;
    private final CommitLog log;
    private final KeptRecords kept;
    private final Pins pins;
    private long mark;

    /**
     * Continues behind a mark.
     *
     * @param pins keeps the segments of the log while a backup copies them
     * @param mark the low-water mark that recovery found
     */
    public LogMarks(Committer committer, CommitLog log, KeptRecords kept, Pins pins, long mark) {
        this.committer = committer;
        this.log = log;
        this.kept = kept;
        this.pins = pins;
        this.mark = mark;
    }

    /** Writes a mark if it frees a part of the log, or if it is required. */
    @Override
    public boolean roundEnded(FlushMark reached, boolean required) throws IOException {
        long target = reached.flushed();
        boolean trimming = !pins.held();
        if (!required && !(trimming && log.canTrim(target))) {
            return false;
        }
        kept.carryForward(target);
        long next = kept.limitMark(target);
        if (next > mark && (required || log.canTrim(next))) {
            committer.execute(new MarkWrite(reached.at(next, target)));
            mark = next;
            committer.requireWorking();
            if (trimming) {
                log.trim(next);
            }
        }
        return false;
    }

    @Override
    public long lowWaterMark() {
        return mark;
    }
}
