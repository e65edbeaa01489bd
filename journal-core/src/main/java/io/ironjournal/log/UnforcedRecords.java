package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Valid records, or fragments of them, that nothing proves durable, to be written once more into a new segment. */
final class UnforcedRecords implements RecordCopy {

    private final Storage storage;
    private final List<LogChain.Link> links;
    private final long from;
    private long size;
    private boolean namesPlaces;

    private UnforcedRecords(Storage storage, List<LogChain.Link> links, long from) {
        this.storage = storage;
        this.links = links;
        this.from = from;
    }

    /**
     * Finds them.
     *
     * @param links the log up to its end
     * @param durable below this LSN everything is proven durable
     */
    static UnforcedRecords find(Storage storage, List<LogChain.Link> links, long durable) throws IOException {
        UnforcedRecords found = new UnforcedRecords(storage, links, durable);
        found.each((record, content) -> {
            found.size += RecordHeader.footprint(record.length());
            found.namesPlaces |= record.type() == RecordType.COMPACT;
        });
        return found;
    }

    /** Whether one of them refers to others by their LSNs, which the copies will not have. */
    boolean namesPlaces() {
        return namesPlaces;
    }

    /** What they take in a segment, in bytes. */
    long size() {
        return size;
    }

    @Override
    public long writeTo(WritableFile file, LogSegmentHeader header) throws IOException {
        long[] at = {LogSegmentHeader.SIZE};
        each((record, content) -> {
            int footprint = (int) RecordHeader.footprint(record.length());
            ByteBuffer copy = ByteBuffer.allocate(footprint).order(ByteOrder.LITTLE_ENDIAN);
            copy.put(RecordHeader.SIZE, content, content.position(), record.length());
            RecordHeader.encode(
                    copy,
                    0,
                    record.type(),
                    record.flags(),
                    record.length(),
                    header.base() + at[0],
                    header.base(),
                    header.salt());
            file.write(at[0], copy);
            at[0] += footprint;
        });
        return at[0];
    }

    private void each(Visitor visitor) throws IOException {
        for (LogChain.Link link : links) {
            long start = Math.max(from, link.header().base() + LogSegmentHeader.SIZE);
            if (start >= link.end()) {
                continue;
            }
            try (SegmentScan scan = LogCursor.open(storage, link.header(), start, link.end())) {
                for (RecordHeader record = scan.next(); record != null; record = scan.next()) {
                    if (record.type() != RecordType.DURABLE) {
                        visitor.visit(record, scan.content(record));
                    }
                }
            }
        }
    }

    private interface Visitor {
        void visit(RecordHeader record, ByteBuffer content) throws IOException;
    }
}
