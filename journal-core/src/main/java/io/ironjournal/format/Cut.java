package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * One point of the commit log, seen from all shards. It stands behind the grants of the record that makes a checkpoint:
 *
 * <pre>
 *                     8  seconds since 1970
 *                     4  nanoseconds
 *                     4  zero
 *   for each shard:   8  the id of its next entry
 * </pre>
 *
 * @param at when it was taken, by the clock of the machine
 * @param offsets by shard; nobody changes them
 */
public record Cut(Instant at, long[] offsets) {

    private static final int HEADER = Long.BYTES + 2 * Integer.BYTES;
    private static final int MEMORY = 160;

    /** Bytes that a cut through so many shards takes in a record. */
    public static int size(int shards) {
        return HEADER + shards * Long.BYTES;
    }

    /** Memory that a checkpoint takes until it is in its file, about. */
    public static long memory(int idLength, int shards) {
        return MEMORY + idLength + (long) shards * Long.BYTES;
    }

    public void write(ByteBuffer out) {
        out.putLong(at.getEpochSecond()).putInt(at.getNano()).putInt(0);
        for (long offset : offsets) {
            out.putLong(offset);
        }
    }

    /** Consumes a cut through so many shards. */
    public static Cut read(ByteBuffer in, int shards) {
        if (in.remaining() < size(shards)) {
            throw new CorruptionException("A record of the commit log is too short for the cut that it makes");
        }
        Instant at = Instant.ofEpochSecond(in.getLong(), in.getInt());
        in.getInt();
        long[] offsets = new long[shards];
        for (int i = 0; i < shards; i++) {
            offsets[i] = in.getLong();
        }
        return new Cut(at, offsets);
    }
}
