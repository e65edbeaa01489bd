package io.ironjournal.figures;

import io.ironjournal.Histogram;

/** A snapshot of {@link Buckets}. */
final class CountedValues implements Histogram {

    private final long[] bounds;
    private final long[] counts;
    private final long count;
    private final long total;

    CountedValues(long[] bounds, long[] counts, long total) {
        this.bounds = bounds;
        this.counts = counts;
        this.total = total;
        long sum = 0;
        for (long one : counts) {
            sum += one;
        }
        this.count = sum;
    }

    @Override
    public long count() {
        return count;
    }

    @Override
    public long total() {
        return total;
    }

    @Override
    public int buckets() {
        return counts.length;
    }

    @Override
    public long bound(int bucket) {
        return bounds[bucket];
    }

    @Override
    public long count(int bucket) {
        return counts[bucket];
    }

    @Override
    public long quantile(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException("A part of the values is a number from 0 to 1, not " + part);
        }
        if (count == 0) {
            return 0;
        }
        long place = Math.max(1, (long) Math.ceil(part * count));
        int bucket = 0;
        for (long below = counts[0]; below < place && bucket < counts.length - 1; below += counts[bucket]) {
            bucket++;
        }
        return bounds[bucket];
    }

    @Override
    public String toString() {
        return "[count=" + count + ", total=" + total + ", median<=" + quantile(0.5) + ", p99<=" + quantile(0.99)
                + ", max<=" + quantile(1) + "]";
    }
}
