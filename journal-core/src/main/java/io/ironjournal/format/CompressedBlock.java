package io.ironjournal.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/**
 * Compresses and decompresses blocks of entries. A block depends on neither stream nor ids: a caller compresses its
 * entries before they get ids, and records and segments hold the same bytes.
 *
 * <pre>
 *   stored:   0  4  CRC32C of the raw block
 *             4     one LZ4 block, without an LZ4 frame around it
 *
 *   raw, for each entry:  4  length
 *                            bytes
 * </pre>
 *
 * The checksum proves that decompressing gave what was compressed. What surrounds a block has a checksum over its stored
 * bytes.
 */
public final class CompressedBlock {

    /** A block with more than one entry has at most this many raw bytes. */
    public static final int PACKED_LENGTH = 1 << 16;

    /** Larger blocks stay uncompressed: both forms would have to be in memory, when writing and when reading. */
    public static final int MAX_RAW_LENGTH = 1 << 26;

    private static final int CRC_SIZE = Integer.BYTES;

    /** One byte of LZ4 stands for at most this many. */
    private static final int MAX_RATIO = 255;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    /** Loaded with the first block to be compressed or decompressed, which may never come. */
    private static final class Lz4 {
        // Never the fastest instance: it loads native code.
        static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();
        static final LZ4SafeDecompressor DECOMPRESSOR =
                LZ4Factory.safeInstance().safeDecompressor();
    }

    private CompressedBlock() {}

    /** Returns the largest size that a raw block of this length can have once it is compressed, in bytes. */
    public static int maxStoredLength(int rawLength) {
        return CRC_SIZE + Lz4.COMPRESSOR.maxCompressedLength(rawLength);
    }

    /**
     * Compresses a raw block.
     *
     * @param raw holds it
     * @param from where it begins
     * @param length its length, at most {@link #MAX_RAW_LENGTH}
     * @param target takes the stored form from its first byte on; has {@link #maxStoredLength} bytes
     * @return the stored length; nothing is saved unless it is less than {@code length}
     */
    public static int compress(byte[] raw, int from, int length, byte[] target) {
        INTS.set(target, 0, Crc32c.of(raw, from, length));
        return CRC_SIZE + Lz4.COMPRESSOR.compress(raw, from, length, target, CRC_SIZE, target.length - CRC_SIZE);
    }

    /** Returns whether a block can have these sizes: what claims more would only cost memory. */
    public static boolean isPlausible(int count, int storedLength, int rawLength) {
        return count > 0
                && storedLength > CRC_SIZE
                && storedLength < rawLength
                && rawLength <= MAX_RAW_LENGTH
                && rawLength <= (storedLength - CRC_SIZE + 1L) * MAX_RATIO
                && (long) count * EntrySection.ENTRY_HEADER <= rawLength;
    }

    /**
     * Decompresses a block of {@linkplain #isPlausible plausible} sizes.
     *
     * @return null when it is damaged
     */
    public static @Nullable RawBlock decompress(byte[] bytes, int at, int storedLength, int rawLength, int count) {
        byte[] raw = new byte[rawLength];
        try {
            int length = Lz4.DECOMPRESSOR.decompress(bytes, at + CRC_SIZE, storedLength - CRC_SIZE, raw, 0, rawLength);
            if (length != rawLength || Crc32c.of(raw, 0, rawLength) != (int) INTS.get(bytes, at)) {
                return null;
            }
        } catch (LZ4Exception e) {
            return null;
        }
        int[] starts = starts(raw, count);
        return starts == null ? null : new RawBlock(raw, starts);
    }

    /** Finds where each entry's length stands, and behind those the end; null when they do not fill the block. */
    private static int @Nullable [] starts(byte[] raw, int count) {
        int[] starts = new int[count + 1];
        int at = 0;
        for (int i = 0; i < count; i++) {
            starts[i] = at;
            if (raw.length - at < EntrySection.ENTRY_HEADER) {
                return null;
            }
            int length = (int) INTS.get(raw, at);
            at += EntrySection.ENTRY_HEADER;
            if (length < 0 || length > raw.length - at) {
                return null;
            }
            at += length;
        }
        starts[count] = at;
        return at == raw.length ? starts : null;
    }
}
