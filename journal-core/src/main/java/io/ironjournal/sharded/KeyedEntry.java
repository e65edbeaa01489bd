package io.ironjournal.sharded;

/**
 * An entry and the key that says which shard it goes to. The key is not stored: put it into the value if it is needed
 * when replaying. The arrays are not copied; do not change them while they are in use.
 *
 * @param key the key, of any length
 * @param value the entry, possibly empty
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter object: nobody compares it
public record KeyedEntry(byte[] key, byte[] value) {}
