package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads complete records of all segments of a chain in the order of LSNs, up to the first place without a valid record. */
final class LogCursor implements LogReader {

    private static final int MAX_CONTENT = Integer.MAX_VALUE - 8;

    private final Storage storage;
    private final List<LogChain.Link> links;
    private int link;
    private @Nullable SegmentScan scan;
    private long position;
    private long maxDurable;
    private boolean beginning = true;

    /** The header of the last record, or of its first fragment. */
    private @Nullable RecordHeader header;

    /** The base of the next segment according to the END of the current one. */
    private long successor;

    LogCursor(Storage storage, List<LogChain.Link> links, long from) {
        this.storage = storage;
        this.links = links;
        this.position = Math.max(from, links.get(0).header().base() + LogSegmentHeader.SIZE);
    }

    /** Returns the LSN behind the last complete record. */
    long position() {
        return position;
    }

    /** Returns the header of the last record; that of its first fragment if it has several. */
    @Nullable
    RecordHeader header() {
        return header;
    }

    /** Returns the highest durable LSN in the records that were read. */
    long maxDurable() {
        return maxDurable;
    }

    @Override
    public @Nullable LogRecord next() throws IOException {
        if (!advance()) {
            return null;
        }
        RecordHeader first = begin();
        while (beginning && first != null && (first.continued() || first.type() == RecordType.END)) {
            // The record begins in a retired segment, so it is below a mark.
            first = fragment();
        }
        beginning = false;
        if (first == null || first.continued()) {
            return null;
        }
        SegmentScan current = current();
        ByteBuffer content = current.content(first);
        if (first.continues()) {
            content = assemble(first, content);
            if (content == null) {
                return null;
            }
        }
        position = current().position();
        header = first;
        return new LogRecord(first.type().code(), first.lsn(), content);
    }

    /** Returns the record at the position, after passing the ends of segments. */
    private @Nullable RecordHeader begin() throws IOException {
        position = current().position();
        RecordHeader found = fragment();
        while (found != null && found.type() == RecordType.END) {
            position = current().position();
            noteSuccessor(found);
            if (!advance()) {
                return null;
            }
            position = current().position();
            found = fragment();
        }
        return found;
    }

    private void noteSuccessor(RecordHeader end) {
        successor = end.length() < Long.BYTES ? 0 : current().content(end).getLong();
    }

    /** Returns the base of the segment that must follow the last one according to its END; 0 when there is no END. */
    long successor() {
        return link == links.size() ? successor : 0;
    }

    private @Nullable ByteBuffer assemble(RecordHeader first, ByteBuffer start) throws IOException {
        byte[] bytes = new byte[start.remaining() * 2];
        int length = start.remaining();
        start.get(bytes, 0, length);
        RecordHeader part = first;
        while (part.continues()) {
            part = fragment();
            while (part != null && part.type() == RecordType.END) {
                noteSuccessor(part);
                part = fragment();
            }
            if (part == null || !part.continued() || part.type() != first.type()) {
                return null;
            }
            long needed = (long) length + part.length();
            if (needed > MAX_CONTENT) {
                return null;
            }
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_CONTENT, needed * 2));
            }
            current().content(part).get(bytes, length, part.length());
            length += part.length();
        }
        return ByteBuffer.wrap(bytes, 0, length);
    }

    /** Returns the next fragment or undivided record, which may be in the next segment. */
    private @Nullable RecordHeader fragment() throws IOException {
        if (!advance()) {
            return null;
        }
        RecordHeader found = current().next();
        if (found != null) {
            maxDurable = Math.max(maxDurable, found.durable());
        }
        return found;
    }

    /** Continues with the next segment at the end of one; returns false at the end of the last. */
    private boolean advance() throws IOException {
        while (scan == null || scan.atEnd()) {
            if (scan != null) {
                if (link == links.size()) {
                    return false;
                }
                scan.close();
                scan = null;
                successor = 0;
            }
            if (!openNext()) {
                return false;
            }
        }
        return true;
    }

    private boolean openNext() throws IOException {
        while (link < links.size()) {
            LogChain.Link next = links.get(link++);
            if (next.end() > position || link == links.size()) {
                scan = open(
                        storage,
                        next.segment(),
                        Math.max(position, next.header().base() + LogSegmentHeader.SIZE),
                        next.end());
                return true;
            }
        }
        return false;
    }

    private SegmentScan current() {
        SegmentScan current = scan;
        if (current == null) {
            throw new IllegalStateException("No segment is open");
        }
        return current;
    }

    static SegmentScan open(Storage storage, LiveSegment segment, long from, long end) throws IOException {
        return new SegmentScan(storage.openForRead(segment.path()), segment.header(), from, end);
    }

    @Override
    public void close() throws IOException {
        if (scan != null) {
            scan.close();
        }
    }
}
