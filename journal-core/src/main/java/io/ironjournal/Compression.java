package io.ironjournal;

/**
 * Selects how the commit log and the segments store entries. The option may change each time the journal is opened. One
 * stream can contain both compressed and uncompressed entries; reading needs no option.
 *
 * @since 0.1.0
 */
public enum Compression {
    /** Stores entries uncompressed. Reading one entry reads no neighbours. */
    NONE,
    /**
     * Compresses by LZ4 where that saves space. A compressed block holds up to 64 KiB of entries, or one larger entry.
     * The calling thread compresses its own write if the write has at least {@link JournalOptions#minCompressionSize()}
     * bytes. The flusher compresses smaller writes together when it moves them to segments. Do not use it for data that
     * does not compress, such as encrypted entries.
     */
    LZ4
}
