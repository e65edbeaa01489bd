package io.ironjournal.log;

import io.ironjournal.format.Manifest;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.spi.log.LogReport;
import io.ironjournal.spi.log.OpenedLog;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An open log in files. Each opening begins a segment behind all others, so the base of that segment identifies the
 * opening.
 *
 * @param begin the low-water mark
 * @param deletions discarded records that delete streams
 */
record OpenedFileLog(
        Manifest manifest, long epoch, CommitLog log, long begin, List<LogRecord> deletions, LogReport report)
        implements OpenedLog {

    @Override
    public LogIdentity identity() {
        return new LogIdentity(manifest.journalId(), manifest.shardCount());
    }

    @Override
    public LogReader lost() {
        Iterator<LogRecord> records = deletions.iterator();
        return new LogReader() {
            @Override
            public @Nullable LogRecord next() {
                return records.hasNext() ? records.next() : null;
            }

            @Override
            public void close() {}
        };
    }
}
