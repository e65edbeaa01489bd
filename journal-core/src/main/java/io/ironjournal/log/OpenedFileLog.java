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
 * A log in files that is open. Each opening begins a segment behind all others, so that the LSN where it begins tells the
 * openings apart.
 *
 * @param begin the flush mark
 * @param deletions records of deletions that were cut off
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
