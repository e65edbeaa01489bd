package io.ironjournal.log;

import io.ironjournal.format.Crc32c;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.io.ReadableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Reads one log segment record by record through a window. Uses a length only after the checksum of its header. */
final class SegmentScan implements Closeable {

    private static final int WINDOW = 256 << 10;

    private final ReadableFile file;
    private final LogSegmentHeader header;
    private final long end;
    private ByteBuffer window = ByteBuffer.allocate(WINDOW).order(ByteOrder.LITTLE_ENDIAN);

    /** LSN of the window's first byte. */
    private long windowLsn = -1;

    private long position;
    private int contentAt;

    /** Reads from an LSN, at least that of the first record, up to {@code end}. */
    SegmentScan(ReadableFile file, LogSegmentHeader header, long from, long end) {
        this.file = file;
        this.header = header;
        this.position = from;
        this.end = end;
    }

    long position() {
        return position;
    }

    boolean atEnd() {
        return end - position < RecordHeader.MIN_ROOM;
    }

    /**
     * Returns the record at the position, and moves the position behind it.
     *
     * @return null when there is no valid record at the position, which does not move then
     */
    @Nullable
    RecordHeader next() throws IOException {
        RecordHeader found = headerAt(position);
        if (found == null || found.end() > end || !load(position, (int) RecordHeader.footprint(found.length()))) {
            return null;
        }
        contentAt = (int) (position - windowLsn) + RecordHeader.SIZE;
        if (Crc32c.of(window.array(), contentAt, found.length()) != found.contentCrc()) {
            return null;
        }
        position = found.end();
        return found;
    }

    /** Returns the content of the record that {@code next} returned; valid until the next call. */
    ByteBuffer content(RecordHeader record) {
        return window.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(contentAt)
                .limit(contentAt + record.length());
    }

    /** Returns the next valid header from the position on, without checking the content; null when there is none. */
    @Nullable
    RecordHeader resync() throws IOException {
        for (; end - position >= RecordHeader.SIZE; position += RecordHeader.ALIGNMENT) {
            if (!load(position, RecordHeader.SIZE)) {
                // The file is shorter than its header says.
                return null;
            }
            RecordHeader found = headerAt(position);
            if (found != null) {
                position += RecordHeader.ALIGNMENT;
                return found;
            }
            skipWithoutSalt();
        }
        return null;
    }

    /** Skips the part of the window that cannot contain a header. Most bytes behind the log end are zeros. */
    private void skipWithoutSalt() {
        long salt = header.salt();
        int at = (int) (position - windowLsn) + RecordHeader.ALIGNMENT;
        int last = window.limit() - RecordHeader.SIZE;
        while (at <= last && !RecordHeader.hasSalt(window, at, salt)) {
            at += RecordHeader.ALIGNMENT;
        }
        position = windowLsn + at - RecordHeader.ALIGNMENT;
    }

    /** Returns the content of a record whose header {@link #resync} found; null when it is incomplete or damaged. */
    @Nullable
    ByteBuffer wholeContent(RecordHeader record) throws IOException {
        if (record.end() > end || !load(record.lsn(), (int) RecordHeader.footprint(record.length()))) {
            return null;
        }
        contentAt = (int) (record.lsn() - windowLsn) + RecordHeader.SIZE;
        return Crc32c.of(window.array(), contentAt, record.length()) == record.contentCrc() ? content(record) : null;
    }

    private @Nullable RecordHeader headerAt(long lsn) throws IOException {
        if (end - lsn < RecordHeader.SIZE || !load(lsn, RecordHeader.SIZE)) {
            return null;
        }
        return RecordHeader.decode(window, (int) (lsn - windowLsn), lsn, header.salt());
    }

    /** Loads a range into the window. The caller has checked the length against the segment. */
    private boolean load(long lsn, int length) throws IOException {
        if (windowLsn >= 0 && lsn >= windowLsn && lsn + length <= windowLsn + window.limit()) {
            return true;
        }
        if (length > window.capacity()) {
            window = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        }
        window.clear().limit((int) Math.min(window.capacity(), end - lsn));
        file.read(lsn - header.base(), window);
        window.flip();
        windowLsn = lsn;
        return length <= window.limit();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
