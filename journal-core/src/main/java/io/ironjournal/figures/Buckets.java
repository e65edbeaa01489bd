package io.ironjournal.figures;

import io.ironjournal.Histogram;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts values in buckets with fixed bounds: 1, 2, 5 times powers of ten. Thread-safe for readers. Writers use either
 * {@link #add} at most one at a time, or {@link #addShared}.
 */
public final class Buckets {

    private final long[] bounds;

    /** For each number of bits of a value, the first bucket that such a value may be in. */
    private final byte[] first = new byte[Long.SIZE + 1];

    private final AtomicLongArray counts;
    private final AtomicLong total = new AtomicLong();

    private Buckets(long unit, int decades) {
        bounds = new long[3 * decades + 1];
        long power = unit;
        for (int i = 0; i < decades; i++) {
            bounds[3 * i] = power;
            bounds[3 * i + 1] = 2 * power;
            bounds[3 * i + 2] = 5 * power;
            power *= 10;
        }
        bounds[3 * decades] = Long.MAX_VALUE;
        counts = new AtomicLongArray(bounds.length);
        for (int bits = 1; bits <= Long.SIZE; bits++) {
            long smallest = 1L << (bits - 1);
            int bucket = bits == Long.SIZE ? bounds.length - 1 : 0;
            while (bounds[bucket] < smallest && bucket < bounds.length - 1) {
                bucket++;
            }
            first[bits] = (byte) bucket;
        }
    }

    /** Returns buckets for durations in nanoseconds: from a microsecond to 50 seconds. */
    public static Buckets ofNanos() {
        return new Buckets(1_000, 8);
    }

    /** Returns buckets for numbers from 1 to 50,000. */
    public static Buckets ofNumbers() {
        return new Buckets(1, 5);
    }

    /** Counts a value. Only one thread at a time may call this. Costs no atomic instruction. */
    public void add(long value) {
        int bucket = bucket(value);
        counts.setRelease(bucket, counts.getPlain(bucket) + 1);
        total.setRelease(total.getPlain() + value);
    }

    /** Counts a value. Any thread may call this, unless there are calls of {@link #add}. */
    public void addShared(long value) {
        counts.getAndIncrement(bucket(value));
        total.getAndAdd(value);
    }

    private int bucket(long value) {
        if (value <= 0) {
            return 0;
        }
        int bucket = first[Long.SIZE - Long.numberOfLeadingZeros(value)];
        while (value > bounds[bucket]) {
            bucket++;
        }
        return bucket;
    }

    /** Returns the counts of this moment. */
    public Histogram snapshot() {
        long[] now = new long[bounds.length];
        for (int i = 0; i < now.length; i++) {
            now[i] = counts.getAcquire(i);
        }
        return new CountedValues(bounds, now, total.getAcquire());
    }
}
