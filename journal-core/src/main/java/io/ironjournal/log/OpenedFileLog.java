package io.ironjournal.log;

import io.ironjournal.format.Manifest;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogReport;
import io.ironjournal.spi.log.OpenedLog;

/**
 * An open log in files. Each opening begins a segment behind all others, so the base of that segment identifies the
 * opening.
 *
 * @param begin the low-water mark
 */
record OpenedFileLog(Manifest manifest, long epoch, CommitLog log, long begin, LogReport report) implements OpenedLog {

    @Override
    public LogIdentity identity() {
        return new LogIdentity(manifest.journalId(), manifest.shardCount());
    }
}
