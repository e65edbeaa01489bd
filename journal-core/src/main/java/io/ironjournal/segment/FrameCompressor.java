package io.ironjournal.segment;

import io.ironjournal.Compression;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;
import org.jspecify.annotations.Nullable;

/** Compresses payloads where that is wanted and saves space. Used by one thread; its result is good until the next. */
final class FrameCompressor {

    /** Larger payloads stay as they are: both forms would have to be in memory, when writing and when reading. */
    static final int MAX_LENGTH = 1 << 26;

    /** Loaded with the first frame to be compressed, which may never come. */
    private static final class Lz4 {
        // Never the fastest instance: it loads native code.
        static final LZ4Compressor COMPRESSOR = LZ4Factory.safeInstance().fastCompressor();
    }

    private final SegmentOptions options;
    private byte[] scratch = new byte[0];

    FrameCompressor(SegmentOptions options) {
        this.options = options;
    }

    boolean wants(int length) {
        return options.compression() == Compression.LZ4
                && length >= options.minCompressionSize()
                && length <= MAX_LENGTH;
    }

    /**
     * Compresses a payload.
     *
     * @return null when nothing is saved
     */
    @Nullable
    ByteBuffer compress(byte[] bytes, int offset, int length) {
        byte[] target = target(Lz4.COMPRESSOR.maxCompressedLength(length));
        int compressed = Lz4.COMPRESSOR.compress(bytes, offset, length, target, 0, target.length);
        return compressed < length ? ByteBuffer.wrap(target, 0, compressed) : null;
    }

    /** What packed frames need is kept for the next, what a large one needs is not. */
    private byte[] target(int length) {
        if (length > 2 * SegmentOutput.CAPACITY) {
            return new byte[length];
        }
        if (scratch.length < length) {
            scratch = new byte[length];
        }
        return scratch;
    }
}
