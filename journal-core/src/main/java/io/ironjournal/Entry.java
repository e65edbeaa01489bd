package io.ironjournal;

import java.util.Arrays;

/**
 * An entry of a stream with its id. The caller owns the array: changing it does not change the journal. Two entries are
 * equal when their ids and bytes are equal.
 *
 * @param id the entry's id in its stream, 0 or more
 * @param data the entry's bytes; may be empty, never null
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
