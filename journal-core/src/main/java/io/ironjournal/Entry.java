package io.ironjournal;

import java.util.Arrays;

/**
 * One entry of a stream: the bytes that were appended and the number they got. The array is the caller's own; changing
 * it changes nothing in the journal. Two entries are equal when id and bytes are.
 *
 * @param id the entry's number in its stream, from 0
 * @param data the bytes that were appended, possibly none
 * @since 0.1.0
 */
public record Entry(long id, byte[] data) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry && entry.id == id && Arrays.equals(entry.data, data);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(id) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Entry[id=" + id + ", " + data.length + " bytes]";
    }
}
