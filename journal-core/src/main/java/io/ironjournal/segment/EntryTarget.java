package io.ironjournal.segment;

/** Receives an entry without a copy of its bytes. */
public interface EntryTarget {

    /**
     * Receives an entry.
     *
     * @param time the time of its commit, in microseconds since 1970 UTC
     * @param array contains the bytes; must not be changed, and may be overwritten when the next entry is requested
     * @param from the position of the first byte
     * @param to the position behind the last byte
     */
    void accept(long id, long time, byte[] array, int from, int to);
}
