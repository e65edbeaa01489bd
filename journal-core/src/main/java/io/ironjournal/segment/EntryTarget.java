package io.ironjournal.segment;

import io.ironjournal.format.StoredEntry;

/** Receives an entry without a copy of its bytes. */
public interface EntryTarget {

    /**
     * Receives an entry.
     *
     * @param stamp the time of its commit, and whether it has headers, see {@link StoredEntry}
     * @param array contains the stored bytes, with the headers; must not be changed, and may be overwritten when the next entry is requested
     * @param from the position of the first byte
     * @param to the position behind the last byte
     */
    void accept(long id, long stamp, byte[] array, int from, int to);
}
