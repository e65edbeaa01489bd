package io.ironjournal.jmx;

/**
 * Values that were counted since the journal was opened.
 *
 * @since 0.1.0
 */
public interface DistributionData {

    /**
     * Returns how many values were counted.
     *
     * @return the number of values
     * @since 0.1.0
     */
    long getCount();

    /**
     * Returns the average.
     *
     * @return the average; 0 without values
     * @since 0.1.0
     */
    double getMean();

    /**
     * Returns the median.
     *
     * @return an upper bound of half of the values; 0 without values
     * @since 0.1.0
     */
    long getMedian();

    /**
     * Returns the 99th percentile.
     *
     * @return an upper bound of 99 of 100 values; 0 without values
     * @since 0.1.0
     */
    long getPercentile99();
}
