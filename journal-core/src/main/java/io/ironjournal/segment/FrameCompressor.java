package io.ironjournal.segment;

import io.ironjournal.Compression;
import io.ironjournal.format.CompressedBlock;
import io.ironjournal.format.EntrySection;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.format.TimeGaps;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Compresses entries that their callers did not compress, if the options say so and it saves space. Used by one thread.
 * A result is valid until the next call.
 */
final class FrameCompressor {

    private final SegmentOptions options;
    private byte[] rawScratch = new byte[0];
    private byte[] storedScratch = new byte[0];
    private int rawLength;

    FrameCompressor(SegmentOptions options) {
        this.options = options;
    }

    /** Returns whether a raw block of this length should be compressed. */
    boolean wants(long rawLength) {
        return options.compression() == Compression.LZ4
                && rawLength >= options.minCompressionSize()
                && rawLength <= CompressedBlock.MAX_RAW_LENGTH;
    }

    /**
     * Compresses entries into a block.
     *
     * @param length the size of the entries with their lengths
     * @return the block, or null if compression saves nothing
     */
    @Nullable
    ByteBuffer compress(EntryBatch entries, int from, int to, int length) {
        boolean timed = isTimed(entries, from, to);
        rawScratch = scratch(rawScratch, timed ? length + (to - from) * TimeGaps.MAX_SIZE : length);
        ByteBuffer raw = ByteBuffer.wrap(rawScratch).order(ByteOrder.LITTLE_ENDIAN);
        if (timed) {
            TimeGaps.put(raw, entries.time(to - 1) - entries.time(from));
            for (int i = from + 1; i < to; i++) {
                TimeGaps.put(raw, entries.time(i) - entries.time(i - 1));
            }
        }
        for (int i = from; i < to; i++) {
            boolean headers = StoredEntry.hasHeaders(entries.stamp(i));
            raw.putInt(StoredEntry.lengthField(entries.length(i), headers))
                    .put(entries.array(i), entries.start(i), entries.length(i));
        }
        rawLength = raw.position();
        storedScratch = scratch(storedScratch, CompressedBlock.maxStoredLength(rawLength));
        int stored = CompressedBlock.compress(rawScratch, 0, rawLength, storedScratch);
        ByteBuffer block = stored < rawLength ? ByteBuffer.wrap(storedScratch, 0, stored) : null;
        // The buffer for packed frames is kept for the next call. The buffer for a large frame is not.
        rawScratch = kept(rawScratch);
        storedScratch = kept(storedScratch);
        return block;
    }

    /** Returns the raw length of the last block. */
    int rawLength() {
        return rawLength;
    }

    /** Returns whether some entries have different times. */
    static boolean isTimed(EntryBatch entries, int from, int to) {
        return entries.time(from) != entries.time(to - 1);
    }

    private static byte[] scratch(byte[] known, int length) {
        return known.length < length ? new byte[length] : known;
    }

    private static byte[] kept(byte[] scratch) {
        return scratch.length > 2 * SegmentOutput.CAPACITY ? new byte[0] : scratch;
    }

    /** Returns the length of a raw block of some entries. */
    static long rawLength(EntryBatch entries, int from, int to) {
        return (long) (to - from) * EntrySection.ENTRY_HEADER + entries.length(from, to);
    }
}
