package io.ironjournal.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/**
 * Compresses and decompresses blocks of entries. A block does not depend on stream or ids. So callers compress entries
 * before these get ids, and records and segments contain the same bytes.
 *
 * <pre>
 *   stored:   0  4  CRC32C of the raw block
 *             4     one LZ4 block, without an LZ4 frame around it
 *
 *   raw, for each entry:  4  length, with the highest bit set if the entry has headers
 *                            bytes, see {@link StoredEntry}
 * </pre>
 *
 * If a frame is made of entries with different times, its raw block has {@link TimeGaps} before the entries. A block of a
 * record has none, because all its entries have the time of the record.
 *
 * The checksum proves that decompression returns the original bytes. The record or frame around a block has a checksum
 * of the stored bytes.
 */
public final class CompressedBlock {

    /** A block with more than one entry has at most this many raw bytes. */
    public static final int PACKED_LENGTH = FrameSlot.MAX_PACKED_LENGTH;

    /** Larger blocks are not compressed: writing and reading would need both forms in memory. */
    public static final int MAX_RAW_LENGTH = 1 << 26;

    private static final int CRC_SIZE = Integer.BYTES;

    /** One byte of LZ4 represents at most this many bytes. */
    private static final int MAX_RATIO = 255;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Loads LZ4 when the first block is compressed or decompressed. */
    private static final class Lz4 {
        // Not the fastest instance, which loads native code.
        static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();
        static final LZ4SafeDecompressor DECOMPRESSOR =
                LZ4Factory.safeInstance().safeDecompressor();
    }

    private CompressedBlock() {}

    /** Returns the largest stored length of a raw block of this length, in bytes. */
    public static int maxStoredLength(int rawLength) {
        return CRC_SIZE + Lz4.COMPRESSOR.maxCompressedLength(rawLength);
    }

    /**
     * Compresses a raw block.
     *
     * @param raw the array that contains the block
     * @param from the position of the block
     * @param length its length, at most {@link #MAX_RAW_LENGTH}
     * @param target gets the stored form at position 0; has {@link #maxStoredLength} bytes
     * @return the stored length; compression saves nothing unless it is less than {@code length}
     */
    public static int compress(byte[] raw, int from, int length, byte[] target) {
        INTS.set(target, 0, Crc32c.of(raw, from, length));
        return CRC_SIZE + Lz4.COMPRESSOR.compress(raw, from, length, target, CRC_SIZE, target.length - CRC_SIZE);
    }

    /** Returns whether a block can have these sizes, so that damaged sizes do not allocate memory. */
    public static boolean isPlausible(int count, int storedLength, int rawLength) {
        return count > 0
                && storedLength > CRC_SIZE
                && storedLength < rawLength
                && rawLength <= MAX_RAW_LENGTH
                && rawLength <= (storedLength - CRC_SIZE + 1L) * MAX_RATIO
                && (long) count * EntrySection.ENTRY_HEADER <= rawLength;
    }

    /**
     * Decompresses a block of {@linkplain #isPlausible plausible} sizes whose entries have the same time.
     *
     * @return null when the block is damaged
     */
    public static @Nullable RawBlock decompress(byte[] bytes, int at, int storedLength, int rawLength, int count) {
        byte[] raw = decompress(bytes, at, storedLength, rawLength);
        if (raw == null) {
            return null;
        }
        int[] starts = starts(raw, 0, count);
        return starts == null ? null : new RawBlock(raw, starts, null);
    }

    /**
     * Decompresses a block that begins with the times of its entries.
     *
     * @param time the time of the last entry
     * @return null when the block is damaged
     */
    public static @Nullable RawBlock decompressTimed(
            byte[] bytes, int at, int storedLength, int rawLength, int count, long time) {
        byte[] raw = decompress(bytes, at, storedLength, rawLength);
        if (raw == null) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(raw);
        long[] times = TimeGaps.read(in, count, time);
        int[] starts = times == null ? null : starts(raw, in.position(), count);
        return starts == null ? null : new RawBlock(raw, starts, times);
    }

    private static byte @Nullable [] decompress(byte[] bytes, int at, int storedLength, int rawLength) {
        byte[] raw = new byte[rawLength];
        try {
            int length = Lz4.DECOMPRESSOR.decompress(bytes, at + CRC_SIZE, storedLength - CRC_SIZE, raw, 0, rawLength);
            if (length != rawLength || Crc32c.of(raw, 0, rawLength) != (int) INTS.get(bytes, at)) {
                return null;
            }
            return raw;
        } catch (LZ4Exception e) {
            return null;
        }
    }

    /** Finds the position of each entry's length, and the end; returns null when the entries do not fill the block. */
    private static int @Nullable [] starts(byte[] raw, int from, int count) {
        int[] starts = new int[count + 1];
        int at = from;
        for (int i = 0; i < count; i++) {
            starts[i] = at;
            if (raw.length - at < EntrySection.ENTRY_HEADER) {
                return null;
            }
            int length = StoredEntry.length((int) INTS.get(raw, at));
            at += EntrySection.ENTRY_HEADER;
            if (length > raw.length - at) {
                return null;
            }
            at += length;
        }
        starts[count] = at;
        return at == raw.length ? starts : null;
    }
}
