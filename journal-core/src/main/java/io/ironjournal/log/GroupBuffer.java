package io.ironjournal.log;

import io.ironjournal.format.Crc32c;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The records that were added but not forced, in the layout of the segment. */
final class GroupBuffer {

    /** Room for records in bytes. An END always fits behind them. */
    private final int size;

    private final ByteBuffer bytes;
    private final ByteBuffer view;
    private final Crc32c crc = new Crc32c();

    /** LSN of the first byte. */
    private long lsn;

    /** How many bytes were handed to the operating system. */
    private int handedOver;

    GroupBuffer(int size, long lsn) {
        this.size = size & -RecordHeader.ALIGNMENT;
        this.bytes = ByteBuffer.allocate(this.size + RecordHeader.END_SIZE).order(ByteOrder.LITTLE_ENDIAN);
        bytes.limit(this.size);
        this.view = bytes.duplicate();
        this.lsn = lsn;
    }

    int size() {
        return size;
    }

    int room() {
        return bytes.remaining();
    }

    boolean isEmpty() {
        return bytes.position() == 0;
    }

    long lsn() {
        return lsn;
    }

    /** Returns the LSN behind the last record. */
    long end() {
        return lsn + bytes.position();
    }

    int handedOver() {
        return handedOver;
    }

    /** Returns how many bytes were not handed over. */
    int pending() {
        return bytes.position() - handedOver;
    }

    /**
     * Adds a record, or a fragment of one.
     *
     * @param head the part of the head that is not written yet; consumed
     * @param bodyAt where the part of the body begins that is not written yet
     * @param length how many bytes of head and body to add
     * @return where the next fragment begins in the body
     */
    int put(
            RecordType type,
            int flags,
            ByteBuffer head,
            byte[] body,
            int bodyAt,
            int length,
            long durable,
            LogSegmentHeader segment) {
        int at = bytes.position();
        long recordLsn = end();
        bytes.position(at + RecordHeader.SIZE);
        int fromHead = Math.min(length, head.remaining());
        if (fromHead > 0) {
            bytes.put(bytes.position(), head, head.position(), fromHead);
            bytes.position(bytes.position() + fromHead);
            head.position(head.position() + fromHead);
        }
        bytes.put(body, bodyAt, length - fromHead);
        while (bytes.position() % RecordHeader.ALIGNMENT != 0) {
            bytes.put((byte) 0);
        }
        RecordHeader.encode(bytes, at, type, flags, length, recordLsn, durable, segment.salt(), crc);
        return bodyAt + length - fromHead;
    }

    /** Adds the END of a segment. */
    void putEnd(long next, long durable, LogSegmentHeader segment) {
        int at = bytes.position();
        long recordLsn = end();
        bytes.limit(at + RecordHeader.END_SIZE);
        bytes.position(at + RecordHeader.SIZE).putLong(next);
        RecordHeader.encode(bytes, at, RecordType.END, 0, Long.BYTES, recordLsn, durable, segment.salt(), crc);
    }

    /** Returns all bytes, always in the same object, so that a group leaves no garbage. */
    ByteBuffer all() {
        return view.clear().limit(bytes.position());
    }

    /** Returns the bytes that were not handed over, and counts them as handed over. */
    ByteBuffer rest() {
        ByteBuffer rest = all().position(handedOver);
        handedOver = bytes.position();
        return rest;
    }

    /** Removes all records. */
    void clear() {
        startAt(end());
    }

    /** Removes all records, and continues at another LSN. */
    void startAt(long next) {
        bytes.clear().limit(size);
        handedOver = 0;
        lsn = next;
    }
}
