package io.ironjournal.log;

import io.ironjournal.format.Crc32c;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The records that were added and are not forced, as they will be in the segment. */
final class GroupBuffer {

    /** Bytes for records; an END always fits behind. */
    private final int size;

    private final ByteBuffer bytes;
    private final ByteBuffer view;
    private final Crc32c crc = new Crc32c();

    /** LSN of the first byte. */
    private long lsn;

    /** How much was handed to the operating system already. */
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

    /** LSN behind the last record. */
    long end() {
        return lsn + bytes.position();
    }

    int handedOver() {
        return handedOver;
    }

    /** Bytes that were not handed over. */
    int pending() {
        return bytes.position() - handedOver;
    }

    /**
     * Adds a record, or a fragment of one.
     *
     * @param head the first part of what remains of the content; consumed
     * @param bodyAt where in the body the rest begins
     * @param length how much of it
     * @return where in the body the next fragment goes on
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

    /** All bytes, as one and the same object: a group leaves no garbage behind. */
    ByteBuffer all() {
        return view.clear().limit(bytes.position());
    }

    /** The bytes that were not handed over; from now on they are. */
    ByteBuffer rest() {
        ByteBuffer rest = all().position(handedOver);
        handedOver = bytes.position();
        return rest;
    }

    /** Forgets everything. */
    void clear() {
        startAt(end());
    }

    /** Forgets everything, and goes on at another LSN. */
    void startAt(long next) {
        bytes.clear().limit(size);
        handedOver = 0;
        lsn = next;
    }
}
