package io.ironjournal;

/**
 * How often values of different sizes occurred since the journal was opened. Each bucket counts the values above the
 * bound of the bucket before it and up to its own bound. The bounds never change: 1, 2, 5, 10, 20, 50 and so on for
 * numbers, and 1,000 times these for durations in nanoseconds. The last bucket has no bound.
 *
 * <p>Immutable. Later releases may add methods; do not implement this interface.
 *
 * @since 0.1.0
 */
public interface Histogram {

    /**
     * Returns the number of values.
     *
     * @return the sum of the counts of all buckets
     * @since 0.1.0
     */
    long count();

    /**
     * Returns the sum of all values.
     *
     * @return the exact sum; {@code total / count} is the average
     * @since 0.1.0
     */
    long total();

    /**
     * Returns the number of buckets.
     *
     * @return the number, at least 1
     * @since 0.1.0
     */
    int buckets();

    /**
     * Returns the largest value that a bucket counts.
     *
     * @param bucket 0 for the bucket of the smallest values, up to {@link #buckets} - 1
     * @return the bound, which is part of the bucket; {@link Long#MAX_VALUE} for the last bucket
     * @throws IndexOutOfBoundsException when there is no such bucket
     * @since 0.1.0
     */
    long bound(int bucket);

    /**
     * Returns the number of values in a bucket, without the buckets below it.
     *
     * @param bucket 0 for the bucket of the smallest values, up to {@link #buckets} - 1
     * @return the number of values
     * @throws IndexOutOfBoundsException when there is no such bucket
     * @since 0.1.0
     */
    long count(int bucket);

    /**
     * Returns a bound that is not exceeded by the given part of the values.
     *
     * @param part a number from 0 to 1, such as 0.99
     * @return the bound of the bucket that contains the value at this place; {@link Long#MAX_VALUE} when that is the last
     *     bucket, and 0 when there are no values
     * @throws IllegalArgumentException when {@code part} is not from 0 to 1
     * @since 0.1.0
     */
    long quantile(double part);
}
