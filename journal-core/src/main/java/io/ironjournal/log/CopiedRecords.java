package io.ironjournal.log;

import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Copies valid records, or fragments of records, to a new segment. They get new LSNs there and keep their meaning:
 *
 * <pre>
 *   below the flushed LSN   records whose entries are in segments are left out; a MARK behind the others says that
 *                           everything up to there is flushed
 *   COMPACT                 gets the LSN of the copy of the record that it names
 *   DURABLE, END            are left out
 * </pre>
 *
 * If the record of the newest mark is behind damage, a MARK with its content is written before the first record that is
 * not flushed.
 */
final class CopiedRecords implements RecordCopy {

    private final Storage storage;
    private final List<LogChain.Link> links;
    private final long from;
    private final FlushMark mark;
    private final boolean markBehindDamage;
    private final long flushed;
    private final List<Long> places = new ArrayList<>();
    private long size;

    private CopiedRecords(
            Storage storage, List<LogChain.Link> links, long from, FlushMark mark, boolean markBehindDamage) {
        this.storage = storage;
        this.links = links;
        this.from = from;
        this.mark = mark;
        this.markBehindDamage = markBehindDamage;
        this.flushed = mark.flushed();
    }

    /**
     * Finds the records to copy.
     *
     * @param links the log up to its end
     * @param from LSN of the first record to copy
     * @param mark the newest mark
     * @param markBehindDamage whether the record of that mark is not part of the log
     */
    static CopiedRecords find(
            Storage storage, List<LogChain.Link> links, long from, FlushMark mark, boolean markBehindDamage)
            throws IOException {
        CopiedRecords found = new CopiedRecords(storage, links, from, mark, markBehindDamage);
        found.size = found.marks() ? RecordHeader.footprint(FlushMark.SIZE) : 0;
        found.each((record, content) -> {
            found.size += RecordHeader.footprint(record.length());
            if (record.type() == RecordType.COMPACT && content.remaining() >= Long.BYTES) {
                found.places.add(content.getLong());
            }
        });
        return found;
    }

    /** Returns the size of the copies in bytes. */
    long size() {
        return size;
    }

    private boolean marks() {
        return flushed > from || markBehindDamage;
    }

    @Override
    public long writeTo(WritableFile file, LogSegmentHeader header) throws IOException {
        Writer writer = new Writer(file, header);
        each(writer::write);
        writer.markOnce();
        return writer.at;
    }

    private void each(Visitor visitor) throws IOException {
        boolean leading = true;
        for (LogChain.Link link : links) {
            long start = Math.max(from, link.header().base() + LogSegmentHeader.SIZE);
            if (start >= link.end()) {
                continue;
            }
            try (SegmentScan scan = LogCursor.open(storage, link.segment(), start, link.end())) {
                for (RecordHeader record = scan.next(); record != null; record = scan.next()) {
                    // Without its last fragment, a record that begins in an older segment would look torn there.
                    leading &= record.continued();
                    if (leading || counts(record)) {
                        visitor.visit(record, scan.content(record));
                    }
                }
            }
        }
    }

    private boolean counts(RecordHeader record) {
        return switch (record.type()) {
            case DURABLE, END -> false;
            case ENTRIES, COMPACT, MARK -> record.lsn() >= flushed;
            case PREPARE, COMMIT, ROLLBACK, TRUNCATE, DELETE, SNAPSHOT, STATE -> true;
        };
    }

    private interface Visitor {
        void visit(RecordHeader record, ByteBuffer content) throws IOException;
    }

    /** Writes the copies one behind the other. */
    private final class Writer {

        private final Crc32c crc = new Crc32c();
        private final WritableFile file;
        private final LogSegmentHeader header;

        /** For each place, the new LSN of the first record whose old LSN was at or above the place. */
        private final long[] moved = new long[places.size()];

        private long at = LogSegmentHeader.SIZE;
        private boolean marked = !marks();

        Writer(WritableFile file, LogSegmentHeader header) {
            this.file = file;
            this.header = header;
            Arrays.fill(moved, -1);
        }

        void write(RecordHeader record, ByteBuffer content) throws IOException {
            if (record.lsn() >= flushed) {
                markOnce();
            }
            for (int i = 0; i < moved.length; i++) {
                if (moved[i] < 0 && record.lsn() >= places.get(i)) {
                    moved[i] = header.base() + at;
                }
            }
            put(record.type(), record.flags(), record.type() == RecordType.COMPACT ? translated(content) : content);
        }

        /**
         * Returns the content of a COMPACT with a new place: records and checkpoints below the old one are below the
         * new one.
         */
        private ByteBuffer translated(ByteBuffer content) {
            long place = content.getLong(content.position());
            if (place < Math.max(from, flushed)) {
                return content;
            }
            byte[] copy = new byte[content.remaining()];
            content.get(copy);
            ByteBuffer translated = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
            return translated.putLong(0, moved[places.indexOf(place)]);
        }

        void markOnce() throws IOException {
            if (!marked) {
                marked = true;
                long markEnd = header.base() + at + RecordHeader.footprint(FlushMark.SIZE);
                long flushedAfter = flushed > from ? markEnd : flushed;
                put(
                        RecordType.MARK,
                        0,
                        ByteBuffer.wrap(
                                mark.at(mark.lowWaterMark(), flushedAfter).encode()));
            }
        }

        private void put(RecordType type, int flags, ByteBuffer content) throws IOException {
            int length = content.remaining();
            int footprint = (int) RecordHeader.footprint(length);
            ByteBuffer copy = ByteBuffer.allocate(footprint).order(ByteOrder.LITTLE_ENDIAN);
            copy.put(RecordHeader.SIZE, content, content.position(), length);
            RecordHeader.encode(copy, 0, type, flags, length, header.base() + at, header.base(), header.salt(), crc);
            file.write(at, copy);
            at += footprint;
        }
    }
}
