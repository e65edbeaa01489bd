package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first 512 bytes of a commit-log segment. One sector, so that it is written whole or not at all.
 *
 * <pre>
 *   0  8  magic "IRONJLOG"
 *   8  4  format version
 *  12  4  shard count, 0 for a plain journal
 *  16 16  journal UUID
 *  32  8  size of this file
 *  40  8  base: LSN of this header's first byte
 *  48  8  LSN at which the previous segment ends; later bytes of it do not count. 0: there is none
 *  56  8  newest flush mark when this was written
 *  64  8  durable LSN when this was written
 *  72  8  salt, repeated in each record
 *  80  4  features
 *  84     zeros, reserved: 8 epoch of the writer, 8 id of a key, 32 hash of the log before
 * 508  4  CRC32C of all before
 * </pre>
 *
 * @param shardCount 0 for a plain journal
 * @param journalId the journal's identity
 * @param size the file's size in bytes
 * @param base the LSN of the segment's first byte
 * @param previousEnd where the previous segment ends
 * @param mark the newest low-water mark
 * @param durable the durable LSN
 * @param salt a random number that distinguishes this use of the file from earlier ones
 */
public record LogSegmentHeader(
        int shardCount, UUID journalId, long size, long base, long previousEnd, long mark, long durable, long salt) {

    public static final int SIZE = 512;

    private static final int CRC_OFFSET = SIZE - Integer.BYTES;

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof LogSegmentHeader other
                && shardCount == other.shardCount
                && journalId.equals(other.journalId)
                && size == other.size
                && base == other.base
                && previousEnd == other.previousEnd
                && mark == other.mark
                && durable == other.durable
                && salt == other.salt;
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(base) + Long.hashCode(salt);
    }

    /** Returns the LSN behind the segment's last byte. */
    public long limit() {
        return base + size;
    }

    public ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(Magic.LOG).putInt(Magic.VERSION).putInt(shardCount);
        out.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
        out.putLong(size)
                .putLong(base)
                .putLong(previousEnd)
                .putLong(mark)
                .putLong(durable)
                .putLong(salt)
                .putInt(Magic.FEATURES);
        out.putInt(CRC_OFFSET, Crc32c.of(out.array(), 0, CRC_OFFSET));
        return out.clear();
    }

    /**
     * Reads a header.
     *
     * @param file the file as shown in error messages
     * @throws CorruptionException when it is damaged
     * @throws io.ironjournal.UnsupportedFormatException when this release does not read its format
     */
    public static LogSegmentHeader decode(ByteBuffer source, String file) {
        ByteBuffer in = source.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        if (in.remaining() < SIZE) {
            throw new CorruptionException(
                    "Commit-log segment " + file + " is too short to hold its header",
                    ErrorContext.ofFile(file).withOffset(0),
                    null);
        }
        int start = in.position();
        if (in.getInt(start + CRC_OFFSET) != Crc32c.of(in.array(), in.arrayOffset() + start, CRC_OFFSET)) {
            throw new CorruptionException(
                    "The header of commit-log segment " + file + " is damaged (offset 0)",
                    ErrorContext.ofFile(file).withOffset(0),
                    null);
        }
        Magic.check(in, Magic.LOG, file);
        int shards = in.getInt();
        UUID id = new UUID(in.getLong(), in.getLong());
        LogSegmentHeader header = new LogSegmentHeader(
                shards, id, in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
        Magic.checkFeatures(in.getInt(), file);
        if (header.size <= SIZE || header.base < 0 || header.previousEnd > header.base) {
            throw new CorruptionException(
                    "The header of commit-log segment " + file + " is inconsistent",
                    ErrorContext.ofFile(file).withOffset(0),
                    null);
        }
        return header;
    }
}
