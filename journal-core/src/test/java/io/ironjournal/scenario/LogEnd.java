package io.ironjournal.scenario;

import io.ironjournal.format.Crc32c;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;

/**
 * A log with one complete record, which appends entry 0 of stream {@link #BEFORE}; then the log end; then bytes that a
 * crash, damage or an earlier use of the file can leave there. It is written byte by byte.
 */
record LogEnd(AtEnd atEnd, Behind behind, Segments segments, Set<Proof> proofs) {

    static final String BEFORE = "before";

    /** The stream that the record behind a MARK appends to. */
    static final String BEHIND_MARK = "behind-mark";

    static final String SEGMENT = "log/00000000000000065536.log";

    private static final long BASE = 65_536;
    private static final int SIZE = 4096;
    private static final long SALT = 0x1234_5678_9abc_def0L;
    private static final UUID JOURNAL = new UUID(1, 2);
    private static final int GAP = 64;

    /** The bytes at the log end. */
    enum AtEnd {
        NOTHING,
        DAMAGED_HEADER,
        DAMAGED_CONTENT,
        OTHER_SALT,
        OTHER_LSN,
        UNLISTED_TYPE,
        FIRST_FRAGMENT_ALONE,
        LAST_FRAGMENT_ALONE;

        boolean hasValidHeader() {
            return this == DAMAGED_CONTENT || this == FIRST_FRAGMENT_ALONE || this == LAST_FRAGMENT_ALONE;
        }
    }

    /** The bytes behind the log end. A MARK is followed by a record of {@link #BEHIND_MARK}. */
    enum Behind {
        NOTHING,
        RECORD,
        DAMAGED_CONTENT,
        MARK_BELOW_THE_END,
        MARK_ABOVE_THE_END,
        DAMAGED_MARK_ABOVE_THE_END;

        boolean isMark() {
            return this == MARK_BELOW_THE_END || this == MARK_ABOVE_THE_END || this == DAMAGED_MARK_ABOVE_THE_END;
        }
    }

    /** The segments that exist. */
    enum Segments {
        ALL,
        NEWEST_MISSING_AS_A_NAME_SAYS,
        NEWEST_MISSING_AS_AN_END_SAYS,
        NEWEST_WITH_DAMAGED_HEADER,
        SHORTENED,
        OLDER_ONE_MISSING
    }

    /** The place of a durable LSN above the log end. */
    enum Proof {
        RECORD_BEFORE_THE_END,
        RECORD_AT_THE_END,
        RECORD_BEHIND_THE_END,
        HEADER_OF_THE_SEGMENT,
        HEADER_OF_A_SEGMENT_THAT_DOES_NOT_COUNT
    }

    void write(SimulatedStorage storage) throws IOException {
        ByteBuffer out =
                ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN).position(LogSegmentHeader.SIZE);
        long logEnd = BASE + LogSegmentHeader.SIZE + RecordHeader.footprint(entry(BEFORE, 0).length);
        put(out, RecordType.ENTRIES, 0, entry(BEFORE, out.position()), durable(logEnd, Proof.RECORD_BEFORE_THE_END));
        putAtEnd(out, durable(logEnd, Proof.RECORD_AT_THE_END));
        putBehind(out, logEnd, durable(logEnd, Proof.RECORD_BEHIND_THE_END));
        if (segments == Segments.NEWEST_MISSING_AS_AN_END_SAYS) {
            put(out, RecordType.END, 0, longs(BASE + SIZE), logEnd);
        }
        out.put(0, header(logEnd, BASE, Proof.HEADER_OF_THE_SEGMENT).array());
        write(storage, out.array());
        if (proofs.contains(Proof.HEADER_OF_A_SEGMENT_THAT_DOES_NOT_COUNT)) {
            byte[] other = header(logEnd, 0, Proof.HEADER_OF_A_SEGMENT_THAT_DOES_NOT_COUNT)
                    .array();
            storage.writeAll("log/00000000000000000000.log", Arrays.copyOf(other, SIZE));
        }
    }

    private void write(SimulatedStorage storage, byte[] segment) throws IOException {
        boolean isNamed = segments == Segments.NEWEST_MISSING_AS_A_NAME_SAYS;
        boolean isShort = segments == Segments.SHORTENED;
        storage.writeAll(
                isNamed ? SEGMENT.replace(".log", "-00000000000000069632.log") : SEGMENT,
                isShort ? Arrays.copyOf(segment, SIZE - 8) : segment);
        if (segments == Segments.NEWEST_WITH_DAMAGED_HEADER) {
            storage.writeAll("log/00000000000000069632.log", new byte[SIZE]);
        }
    }

    /** Returns the highest durable LSN that is not above the log end, or the lowest one that is. */
    private long durable(long logEnd, Proof proof) {
        return proofs.contains(proof) ? logEnd + 8 : logEnd;
    }

    private ByteBuffer header(long logEnd, long base, Proof proof) {
        long previousEnd = segments == Segments.OLDER_ONE_MISSING && base > 0 ? base : 0;
        return new LogSegmentHeader(0, JOURNAL, SIZE, base, previousEnd, 0, durable(logEnd, proof), SALT).encode();
    }

    private void putAtEnd(ByteBuffer out, long durable) {
        int at = out.position();
        byte[] content = entry("at-end", at);
        switch (atEnd) {
            case NOTHING -> out.position(at + (behind == Behind.NOTHING ? 0 : GAP));
            case FIRST_FRAGMENT_ALONE -> put(out, RecordType.ENTRIES, RecordHeader.CONTINUES, content, durable);
            case LAST_FRAGMENT_ALONE -> put(out, RecordType.ENTRIES, RecordHeader.CONTINUED, content, durable);
            case OTHER_SALT -> put(out, RecordType.ENTRIES, 0, content, BASE + at, durable, SALT + 1);
            case OTHER_LSN -> put(out, RecordType.ENTRIES, 0, content, BASE + at + 8, durable, SALT);
            default -> put(out, RecordType.ENTRIES, 0, content, durable);
        }
        switch (atEnd) {
            case DAMAGED_HEADER -> out.put(at + 24, (byte) (out.get(at + 24) ^ 1));
            case DAMAGED_CONTENT -> out.put(at + RecordHeader.SIZE, (byte) 7);
            case UNLISTED_TYPE -> {
                out.put(at + 4, (byte) 99);
                out.putInt(at, Crc32c.of(out.array(), out.arrayOffset() + at + 4, RecordHeader.SIZE - 4));
            }
            default -> {
                // The record stays valid.
            }
        }
    }

    private void putBehind(ByteBuffer out, long logEnd, long durable) {
        int at = out.position();
        if (behind.isMark()) {
            long mark = behind == Behind.MARK_BELOW_THE_END ? BASE + LogSegmentHeader.SIZE : BASE + at;
            put(out, RecordType.MARK, 0, longs(mark, mark, 0, 0, 0, 0, 0, 0), durable);
            put(out, RecordType.ENTRIES, 0, entry(BEHIND_MARK, out.position()), logEnd);
        } else if (behind != Behind.NOTHING) {
            put(out, RecordType.ENTRIES, 0, entry("behind", at), durable);
        }
        if (behind == Behind.DAMAGED_CONTENT || behind == Behind.DAMAGED_MARK_ABOVE_THE_END) {
            out.put(at + RecordHeader.SIZE + 7, (byte) 7);
        }
    }

    private static void put(ByteBuffer out, RecordType type, int flags, byte[] content, long durable) {
        put(out, type, flags, content, BASE + out.position(), durable, SALT);
    }

    private static void put(
            ByteBuffer out, RecordType type, int flags, byte[] content, long lsn, long durable, long salt) {
        int at = out.position();
        out.put(at + RecordHeader.SIZE, content);
        RecordHeader.encode(out, at, type, flags, content.length, lsn, durable, salt, new Crc32c());
        out.position(at + (int) RecordHeader.footprint(content.length));
    }

    /** Returns the content of a record that creates a stream with one entry: the name of the stream. */
    private static byte[] entry(String stream, int at) {
        byte[] name = stream.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer out = ByteBuffer.allocate(42 + 2 * name.length).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(0);
        out.putShort((short) 1).putShort((short) 0).putLong(0).putLong(BASE + at);
        out.put((byte) name.length).put((byte) 0).put(name);
        out.putInt(1).putInt(4 + name.length).putInt(name.length).put(name);
        return out.array();
    }

    private static byte[] longs(long... values) {
        ByteBuffer out = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            out.putLong(value);
        }
        return out.array();
    }
}
