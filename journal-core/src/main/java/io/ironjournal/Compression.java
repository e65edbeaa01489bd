package io.ironjournal;

/**
 * How the commit log and stream segments store entries. It may change between opens; one stream can mix both.
 *
 * @since 0.1.0
 */
public enum Compression {
    /** Uncompressed. A single entry is read without reading its neighbours. */
    NONE,
    /**
     * Compressed by LZ4 where that saves space, in blocks of up to 64 KiB or one larger entry. The thread that writes
     * compresses what it writes, if that has at least {@code minCompressionSize}; smaller writes are compressed
     * together when they are moved to segments. Not useful for data that does not compress, such as encrypted entries.
     */
    LZ4
}
