package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A consistent cut: one point of the commit log for all shards. It follows the ids in the record that makes a
 * checkpoint:
 *
 * <pre>
 *                     8  nanoseconds since 1970
 *   for each shard:   8  the id of its next entry
 * </pre>
 *
 * @param at the time of the cut, by the clock of the machine
 * @param offsets the id of the next entry of each shard; not modified
 */
public record ConsistentCut(Instant at, long[] offsets) {

    /** Limits in the years 1716 and 2255, between which nanoseconds fit into a long. */
    private static final Instant FIRST = Instant.ofEpochSecond(-8_000_000_000L);

    private static final Instant LAST = Instant.ofEpochSecond(9_000_000_000L);

    private static final int HEADER = Long.BYTES;
    private static final int MEMORY = 160;

    /** Limits the time, so that the cut can be written with any value of the clock. */
    public ConsistentCut {
        at = at.isAfter(LAST) ? LAST : at.isBefore(FIRST) ? FIRST : at;
    }

    /** Returns the size of a cut of so many shards in a record, in bytes. */
    public static int size(int shards) {
        return HEADER + shards * Long.BYTES;
    }

    /** Returns the approximate memory of a checkpoint until it is in its file, in bytes. */
    public static long memory(int idLength, int shards) {
        return MEMORY + idLength + (long) shards * Long.BYTES;
    }

    /** Returns the time in nanoseconds since 1970. */
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

    /** Reads a cut of so many shards and advances the buffer. */
    public static ConsistentCut read(ByteBuffer in, int shards) {
        if (in.remaining() < size(shards)) {
            throw new CorruptionException("A record of the commit log is too short for its consistent cut");
        }
        Instant at = time(in.getLong());
        long[] offsets = new long[shards];
        for (int i = 0; i < shards; i++) {
            offsets[i] = in.getLong();
        }
        return new ConsistentCut(at, offsets);
    }
}
