package io.ironjournal.format;

import java.util.List;

/**
 * The entries that a record has for one stream.
 *
 * @param stream the stream's name
 * @param count how many entries
 * @param from where the first entry, or the first block's header, begins in the body
 * @param to where the last entry or block ends
 * @param blocks the blocks of the section; empty when its entries are not in blocks
 */
public record EntrySection(String stream, int count, int from, int to, List<EntryBlock> blocks) {

    /** Size of the length before each entry, in bytes. */
    public static final int ENTRY_HEADER = Integer.BYTES;

    /** Creates a section without blocks. */
    public EntrySection(String stream, int count, int from, int to) {
        this(stream, count, from, to, List.of());
    }

    /** Returns whether the section is divided into blocks. */
    public boolean hasBlocks() {
        return !blocks.isEmpty();
    }

    /** Returns the uncompressed size of the entries, without their lengths. */
    public long dataSize() {
        long size = hasBlocks() ? 0 : to - from;
        for (EntryBlock block : blocks) {
            size += block.rawLength();
        }
        return size - (long) count * ENTRY_HEADER;
    }
}
