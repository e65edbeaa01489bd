package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * One point of the commit log, seen from all shards. It stands behind the ids of the record that makes a checkpoint:
 *
 * <pre>
 *                     8  nanoseconds since 1970
 *   for each shard:   8  the id of its next entry
 * </pre>
 *
 * @param at when it was taken, by the clock of the machine
 * @param offsets by shard; nobody changes them
 */
public record ConsistentCut(Instant at, long[] offsets) {

    /** In the years 1716 and 2255; the nanoseconds of what is between fit into a long. */
    private static final Instant FIRST = Instant.ofEpochSecond(-8_000_000_000L);

    private static final Instant LAST = Instant.ofEpochSecond(9_000_000_000L);

    private static final int HEADER = Long.BYTES;
    private static final int MEMORY = 160;

    /** Whatever the clock says, the cut can be written. */
    public ConsistentCut {
        at = at.isAfter(LAST) ? LAST : at.isBefore(FIRST) ? FIRST : at;
    }

    /** Bytes that a cut through so many shards takes in a record. */
    public static int size(int shards) {
        return HEADER + shards * Long.BYTES;
    }

    /** Memory that a checkpoint takes until it is in its file, about. */
    public static long memory(int idLength, int shards) {
        return MEMORY + idLength + (long) shards * Long.BYTES;
    }

    /** Nanoseconds since 1970. */
    long nanos() {
        return ChronoUnit.NANOS.between(Instant.EPOCH, at);
    }

    static Instant time(long nanos) {
        return Instant.EPOCH.plusNanos(nanos);
    }

    public void write(ByteBuffer out) {
        out.putLong(nanos());
        for (long offset : offsets) {
            out.putLong(offset);
        }
    }

    /** Consumes a cut through so many shards. */
    public static ConsistentCut read(ByteBuffer in, int shards) {
        if (in.remaining() < size(shards)) {
            throw new CorruptionException("A record of the commit log is too short for the cut that it makes");
        }
        Instant at = time(in.getLong());
        long[] offsets = new long[shards];
        for (int i = 0; i < shards; i++) {
            offsets[i] = in.getLong();
        }
        return new ConsistentCut(at, offsets);
    }
}
