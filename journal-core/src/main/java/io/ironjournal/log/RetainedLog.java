package io.ironjournal.log;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.OpenedLog;

/** A log that keeps all its records, because the files of the journal are rebuilt from them. */
public final class RetainedLog extends ForwardingLog {

    private RetainedLog(CommitLog log) {
        super(log);
    }

    /** Returns an open log that ignores trimming. */
    public static OpenedLog of(OpenedLog opened) {
        return new ForwardingOpenedLog(opened, new RetainedLog(opened.log()));
    }

    @Override
    public boolean canTrim(long below) {
        return false;
    }

    @Override
    public void trim(long below) {}
}
