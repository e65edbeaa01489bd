package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.UUID;

/**
 * The first 64 bytes of a stream's segment. Magic, version and checksum have the same place in every version, so that a
 * newer file is not taken for a damaged one.
 *
 * <pre>
 *   0  8  magic "IRONJSEG"
 *   8  4  format version
 *  12  4  stream tag: CRC32C of the stream's name in UTF-8
 *  16 16  journal UUID, its more significant half first
 *  32  8  generation of the stream
 *  40  8  first id: the number in the file's name
 *  48  4  features
 *  52  8  time of the last entry before this segment, in microseconds since 1970 UTC; 0 if there is none
 *  60  4  CRC32C of all before
 * </pre>
 *
 * @param journalId the journal's identity
 * @param generation the generation of the stream
 * @param firstId id of the first entry that the segment may contain
 * @param streamTag checksum of the stream's name
 * @param timeBefore time of the last entry of the stream before this segment, see {@link EntryTime}
 */
public record SegmentHeader(UUID journalId, long generation, long firstId, int streamTag, long timeBefore) {

    public static final int SIZE = 64;

    private static final int CRC_OFFSET = SIZE - Integer.BYTES;

    private static final String REMEDY =
            ". Restore the file from a copy. If there is none and no later file of the stream"
                    + " exists, open with the corruptionPolicy TRUNCATE, which records the loss";

    /** Returns whether both are for the same place: the same journal, stream, generation and first id. */
    public boolean isFor(SegmentHeader other) {
        return journalId.equals(other.journalId)
                && generation == other.generation
                && firstId == other.firstId
                && streamTag == other.streamTag;
    }

    /** Writes the header at the buffer's position, and advances it. */
    public void encode(ByteBuffer out) {
        ByteBuffer block = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        block.putLong(Magic.SEGMENT).putInt(Magic.VERSION).putInt(streamTag);
        block.putLong(journalId.getMostSignificantBits()).putLong(journalId.getLeastSignificantBits());
        block.putLong(generation).putLong(firstId).putInt(Magic.FEATURES).putLong(timeBefore);
        block.putInt(CRC_OFFSET, Crc32c.of(block.array(), 0, CRC_OFFSET));
        out.put(block.clear());
    }

    /**
     * Reads a header.
     *
     * @param block at least {@link #SIZE} bytes
     * @param length how many of these bytes the file has
     * @param where the file as shown in error messages
     * @param context the error context of the file
     * @throws CorruptionException when it is damaged
     * @throws io.ironjournal.UnsupportedFormatException when this release does not read its format
     */
    public static SegmentHeader decode(byte[] block, int length, String where, ErrorContext context) {
        if (length < SIZE) {
            throw new CorruptionException(
                    "The header of " + where + " is incomplete: the file ends after " + length + " bytes" + REMEDY,
                    context,
                    null);
        }
        ByteBuffer in = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        if (in.getInt(CRC_OFFSET) != Crc32c.of(block, 0, CRC_OFFSET)) {
            throw new CorruptionException("The header of " + where + " is damaged" + REMEDY, context, null);
        }
        Magic.check(in, Magic.SEGMENT, where, context);
        int tag = in.getInt();
        UUID journal = new UUID(in.getLong(), in.getLong());
        long generation = in.getLong();
        long firstId = in.getLong();
        Magic.checkFeatures(in.getInt(), where, context);
        return new SegmentHeader(journal, generation, firstId, tag, Math.max(EntryTime.NONE, in.getLong()));
    }
}
