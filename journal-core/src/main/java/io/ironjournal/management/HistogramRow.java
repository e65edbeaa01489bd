package io.ironjournal.management;

import io.ironjournal.Histogram;
import io.ironjournal.jmx.DistributionData;

/** A histogram, as consoles show it. */
record HistogramRow(Histogram histogram) implements DistributionData {

    @Override
    public long getCount() {
        return histogram.count();
    }

    @Override
    public double getMean() {
        return histogram.count() == 0 ? 0 : (double) histogram.total() / histogram.count();
    }

    @Override
    public long getMedian() {
        return histogram.quantile(0.5);
    }

    @Override
    public long getPercentile99() {
        return histogram.quantile(0.99);
    }
}
