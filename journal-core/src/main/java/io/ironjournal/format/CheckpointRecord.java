package io.ironjournal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint in {@code checkpoints.log}. Records begin at multiples of 8.
 *
 * <pre>
 *   0  4  CRC32C of bytes 4 to 31
 *   4  2  length of the id
 *   6  2  zero
 *   8  4  CRC32C of the content
 *  12  4  zero
 *  16  8  its time in nanoseconds since 1970
 *  24  8  LSN of the record that committed it
 *  32     content: 8 bytes for each shard, the id of its next entry at the consistent cut; then the id
 *         zeros up to a multiple of 8
 * </pre>
 *
 * @param id the checkpoint's id
 * @param lsn LSN of the record that committed it
 * @param cut the consistent cut
 */
public record CheckpointRecord(byte[] id, long lsn, ConsistentCut cut) {

    public static final int MAX_ID = 65_535;
    public static final int HEADER = 32;

    /** Returns the size of a checkpoint in bytes. */
    public static int size(int idLength, int shards) {
        return HEADER + (shards * Long.BYTES + idLength + Long.BYTES - 1 & -Long.BYTES);
    }

    /** Writes the record at the position of a little-endian buffer backed by an array. */
    public void encode(ByteBuffer out) {
        int start = out.position();
        int size = size(id.length, cut.offsets().length);
        out.position(start + HEADER);
        for (long offset : cut.offsets()) {
            out.putLong(offset);
        }
        out.put(id);
        int length = out.position() - start - HEADER;
        while (out.position() < start + size) {
            out.put((byte) 0);
        }
        int at = out.arrayOffset() + start;
        out.putShort(start + 4, (short) id.length).putShort(start + 6, (short) 0);
        out.putInt(start + 8, Crc32c.of(out.array(), at + HEADER, length));
        out.putInt(start + 12, 0).putLong(start + 16, cut.nanos());
        out.putLong(start + 24, lsn).putInt(start, Crc32c.of(out.array(), at + 4, HEADER - 4));
    }

    /** Returns the length of the record at the buffer's position; -1 when its header is damaged or incomplete. */
    public static int length(ByteBuffer in, int shards) {
        int start = in.position();
        if (in.remaining() < HEADER
                || in.getInt(start) != Crc32c.of(in.array(), in.arrayOffset() + start + 4, HEADER - 4)) {
            return -1;
        }
        return size(Short.toUnsignedInt(in.getShort(start + 4)), shards);
    }

    /**
     * Reads a record and advances the buffer.
     *
     * @return null when it is damaged or incomplete
     */
    public static @Nullable CheckpointRecord decode(ByteBuffer in, int shards) {
        assert in.order() == ByteOrder.LITTLE_ENDIAN;
        int start = in.position();
        int size = length(in, shards);
        if (size < 0 || in.remaining() < size) {
            return null;
        }
        byte[] id = new byte[Short.toUnsignedInt(in.getShort(start + 4))];
        int content = shards * Long.BYTES + id.length;
        if (in.getInt(start + 8) != Crc32c.of(in.array(), in.arrayOffset() + start + HEADER, content)) {
            return null;
        }
        Instant at = ConsistentCut.time(in.getLong(start + 16));
        long lsn = in.getLong(start + 24);
        in.position(start + HEADER);
        long[] offsets = new long[shards];
        for (int i = 0; i < shards; i++) {
            offsets[i] = in.getLong();
        }
        in.get(id).position(start + size);
        return new CheckpointRecord(id, lsn, new ConsistentCut(at, offsets));
    }
}
