package io.ironjournal.sharded;

/**
 * An entry with the key that selects its shard. The key is not stored: if replay needs it, make it part of the value.
 * The record does not copy the arrays; do not change them before the call that takes them has returned.
 *
 * @param key the key, of any length; not null
 * @param value the entry, may be empty; not null
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter object that is never compared
public record KeyedEntry(byte[] key, byte[] value) {}
