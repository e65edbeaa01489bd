package io.ironjournal.sharded;

import io.ironjournal.NewEntry;

/**
 * An entry with the key that selects its shard. The key is not stored: if replay needs it, make it part of the entry or a
 * header. The record does not copy the arrays; do not change them before the call that takes them has returned.
 *
 * @param key the key, of any length; not null
 * @param entry the entry; not null
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter object that is never compared
public record KeyedEntry(byte[] key, NewEntry entry) {

    /**
     * Creates an entry without headers.
     *
     * @param key the key, of any length; not null
     * @param value the entry's bytes, may be empty; not null
     * @since 0.1.0
     */
    public KeyedEntry(byte[] key, byte[] value) {
        this(key, NewEntry.of(value));
    }

    /**
     * Returns the bytes of the entry.
     *
     * @return the array itself
     * @since 0.1.0
     */
    public byte[] value() {
        return entry.data();
    }
}
