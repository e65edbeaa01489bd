package io.ironjournal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The entry of a stream in the catalogue. All entries have the same size, so that a binary search can find one.
 *
 * <pre>
 *   0  4  CRC32C of bytes 4 to 127
 *   4  1  flags: 1 the stream is deleted, 2 entries before the next id are lost, and the loss is recorded
 *   5  1  length of the name
 *   6  2  zero
 *   8  8  generation: LSN of the stream's creation
 *  16  8  first id
 *  24  8  next id in segments: no lower id may be given again
 *  32 85  name in UTF-8, then zeros
 * </pre>
 *
 * @param stream the name
 * @param generation the generation of the stream
 * @param firstId the first segment's first id; the next id when there is no segment
 * @param nextId the id behind the last entry in segments
 * @param deleted whether the stream is deleted
 * @param lossy whether entries before the next id may be missing because of a recorded loss
 */
public record CatalogueEntry(
        String stream, long generation, long firstId, long nextId, boolean deleted, boolean lossy) {

    public static final int SIZE = 128;

    private static final int NAME = 32;
    private static final int DELETED = 1;
    private static final int LOSSY = 2;

    /** Returns the entry of a deleted stream. */
    public static CatalogueEntry deleted(String stream, long generation) {
        return new CatalogueEntry(stream, generation, 0, 0, true, false);
    }

    /** Returns the entry of a stream with the ids that are in segments. */
    public static CatalogueEntry of(String stream, long generation, long firstId, long nextId) {
        return new CatalogueEntry(stream, generation, firstId, nextId, false, false);
    }

    /** Returns this entry after the loss of all segments is recorded: its ids are not used again. */
    public CatalogueEntry lost() {
        return new CatalogueEntry(stream, generation, nextId, nextId, false, true);
    }

    /** Returns whether the stream has no segment. */
    public boolean isEmpty() {
        return firstId == nextId;
    }

    /** Writes the entry at the buffer's position, and advances it. */
    public void encode(ByteBuffer out) {
        byte[] bytes = new byte[SIZE];
        byte[] name = StreamName.utf8(stream);
        ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        block.put(4, (byte) ((deleted ? DELETED : 0) | (lossy ? LOSSY : 0)));
        block.put(5, (byte) name.length);
        block.putLong(8, generation).putLong(16, firstId).putLong(24, nextId);
        block.put(NAME, name);
        block.putInt(0, Crc32c.of(bytes, 4, SIZE - 4));
        out.put(bytes);
    }

    /** Reads an entry and advances the buffer; returns null when the bytes are damaged. */
    public static @Nullable CatalogueEntry decode(ByteBuffer in) {
        byte[] bytes = new byte[SIZE];
        in.get(bytes);
        ByteBuffer block = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = block.get(5);
        if (block.getInt(0) != Crc32c.of(bytes, 4, SIZE - 4) || length < 1 || length > StreamName.MAX_BYTES) {
            return null;
        }
        int flags = block.get(4);
        return new CatalogueEntry(
                new String(bytes, NAME, length, StandardCharsets.UTF_8),
                block.getLong(8),
                block.getLong(16),
                block.getLong(24),
                (flags & DELETED) != 0,
                (flags & LOSSY) != 0);
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof CatalogueEntry other
                && stream.equals(other.stream)
                && generation == other.generation
                && firstId == other.firstId
                && nextId == other.nextId
                && deleted == other.deleted
                && lossy == other.lossy;
    }

    @Override
    public int hashCode() {
        return 31 * stream.hashCode() + Long.hashCode(generation);
    }
}
