package io.ironjournal.log;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogReport;
import io.ironjournal.spi.log.OpenedLog;

/** What opening a log returned, with another log in place of the one that was opened. */
class ForwardingOpenedLog implements OpenedLog {

    private final OpenedLog opened;
    private final CommitLog log;

    /**
     * Replaces the log.
     *
     * @param log works on the log that was opened
     */
    ForwardingOpenedLog(OpenedLog opened, CommitLog log) {
        this.opened = opened;
        this.log = log;
    }

    @Override
    public LogIdentity identity() {
        return opened.identity();
    }

    @Override
    public long epoch() {
        return opened.epoch();
    }

    @Override
    public CommitLog log() {
        return log;
    }

    @Override
    public long begin() {
        return opened.begin();
    }

    @Override
    public long endOf(long epoch) {
        return opened.endOf(epoch);
    }

    @Override
    public long snapshot() {
        return opened.snapshot();
    }

    @Override
    public LogReport report() {
        return opened.report();
    }
}
