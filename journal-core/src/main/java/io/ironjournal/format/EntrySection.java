package io.ironjournal.format;

/**
 * The entries that a record has for one stream.
 *
 * @param stream the stream's name
 * @param count how many entries
 * @param from where the first one begins in the body
 * @param to where the last one ends
 */
public record EntrySection(String stream, int count, int from, int to) {

    /** Bytes before each entry: its length. */
    public static final int ENTRY_HEADER = Integer.BYTES;

    /** The size of the entries themselves. */
    public long dataSize() {
        return to - from - (long) count * ENTRY_HEADER;
    }
}
