package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.log.LogRecord;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of a log in the order of their LSNs, and continues behind damage with the next whole record. */
public final class InspectedRecords implements Closeable {

    private final Storage storage;
    private final List<LogChain.Link> links;
    private final long wanted;
    private final long logEnd;
    private @Nullable LogCursor cursor;

    /** The LSN from which on the next record is looked for. */
    private long position;

    /**
     * Creates a reader.
     *
     * @param wanted records below this LSN are skipped
     * @param logEnd records from this LSN on are behind the log end
     */
    InspectedRecords(Storage storage, List<LogChain.Link> links, long wanted, long logEnd) {
        this.storage = storage;
        this.links = links;
        this.wanted = wanted;
        this.logEnd = logEnd;
        position = links.get(0).header().base() + LogSegmentHeader.SIZE;
        for (LogChain.Link link : links) {
            if (link.header().base() <= wanted) {
                position = Math.max(position, link.header().base() + LogSegmentHeader.SIZE);
            }
        }
    }

    /** Returns the next record, or null at the end. */
    public @Nullable InspectedRecord next() throws IOException {
        while (true) {
            LogCursor current = cursor;
            if (current == null) {
                RecordHeader found = resync();
                if (found == null) {
                    return null;
                }
                position = found.lsn();
                current = new LogCursor(storage, links, position);
                cursor = current;
            }
            LogRecord record = current.next();
            RecordHeader header = current.header();
            if (record == null || header == null) {
                current.close();
                cursor = null;
                position = Math.max(position, current.position()) + RecordHeader.ALIGNMENT;
                continue;
            }
            position = current.position();
            if (record.lsn() >= wanted) {
                return new InspectedRecord(record, position - record.lsn(), header.durable(), record.lsn() >= logEnd);
            }
        }
    }

    /** Searches the next valid header from the position on. */
    private @Nullable RecordHeader resync() throws IOException {
        for (LogChain.Link link : links) {
            long from = Math.max(position, link.header().base() + LogSegmentHeader.SIZE);
            if (from < link.end()) {
                try (SegmentScan scan = LogCursor.open(storage, link.segment(), from, link.end())) {
                    RecordHeader found = scan.resync();
                    if (found != null) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        if (cursor != null) {
            cursor.close();
        }
    }
}
