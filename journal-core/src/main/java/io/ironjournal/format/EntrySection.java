package io.ironjournal.format;

import java.util.List;

/**
 * The entries that a record has for one stream.
 *
 * @param stream the stream's name
 * @param count how many entries
 * @param from where the first entry, or the first block's header, begins in the body
 * @param to where the last one ends
 * @param blocks the blocks that the section is divided into; none when its entries follow each other uncompressed
 */
public record EntrySection(String stream, int count, int from, int to, List<EntryBlock> blocks) {

    /** Bytes before each entry: its length. */
    public static final int ENTRY_HEADER = Integer.BYTES;

    /** A section without blocks. */
    public EntrySection(String stream, int count, int from, int to) {
        this(stream, count, from, to, List.of());
    }

    /** Whether the section is divided into blocks. */
    public boolean hasBlocks() {
        return !blocks.isEmpty();
    }

    /** The size of the entries themselves, uncompressed. */
    public long dataSize() {
        long size = hasBlocks() ? 0 : to - from;
        for (EntryBlock block : blocks) {
            size += block.rawLength();
        }
        return size - (long) count * ENTRY_HEADER;
    }
}
