package io.ironjournal.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Histogram;
import org.junit.jupiter.api.Test;

class BucketsTest {

    private static int bucketOf(long value, Buckets buckets) {
        Histogram before = buckets.snapshot();
        buckets.add(value);
        Histogram after = buckets.snapshot();
        for (int i = 0; i < after.buckets(); i++) {
            if (after.count(i) > before.count(i)) {
                return i;
            }
        }
        throw new AssertionError("No bucket counts " + value);
    }

    @Test
    void everyValue_isInTheBucketWithTheNextBound() {
        Buckets buckets = Buckets.ofNanos();
        Histogram bounds = buckets.snapshot();
        for (int bucket = 0; bucket < bounds.buckets() - 1; bucket++) {
            long bound = bounds.bound(bucket);
            assertEquals(bucket, bucketOf(bound - 1, buckets), "below " + bound);
            assertEquals(bucket, bucketOf(bound, buckets), "at " + bound);
            assertEquals(bucket + 1, bucketOf(bound + 1, buckets), "above " + bound);
        }
        for (long value = 1; value > 0; value <<= 1) {
            int bucket = bucketOf(value, buckets);
            assertTrue(value <= bounds.bound(bucket), "value " + value);
            assertTrue(bucket == 0 || value > bounds.bound(bucket - 1), "value " + value);
        }
        assertEquals(0, bucketOf(0, buckets));
        assertEquals(0, bucketOf(-5, buckets));
        assertEquals(bounds.buckets() - 1, bucketOf(Long.MAX_VALUE, buckets));
    }

    @Test
    void bounds_areRoundNumbers() {
        Histogram nanos = Buckets.ofNanos().snapshot();
        assertEquals(1_000, nanos.bound(0));
        assertEquals(2_000, nanos.bound(1));
        assertEquals(5_000, nanos.bound(2));
        assertEquals(50_000_000_000L, nanos.bound(nanos.buckets() - 2));
        assertEquals(Long.MAX_VALUE, nanos.bound(nanos.buckets() - 1));
        Histogram numbers = Buckets.ofNumbers().snapshot();
        assertEquals(1, numbers.bound(0));
        assertEquals(50_000, numbers.bound(numbers.buckets() - 2));
    }

    @Test
    void quantiles_areBoundsOfTheirBuckets() {
        Buckets buckets = Buckets.ofNumbers();
        assertEquals(0, buckets.snapshot().quantile(0.5));
        for (int value = 1; value <= 100; value++) {
            buckets.addShared(value);
        }
        Histogram histogram = buckets.snapshot();
        assertEquals(100, histogram.count());
        assertEquals(5050, histogram.total());
        assertEquals(1, histogram.quantile(0));
        assertEquals(50, histogram.quantile(0.5));
        assertEquals(100, histogram.quantile(0.51));
        assertEquals(100, histogram.quantile(1));
        assertThrows(IllegalArgumentException.class, () -> histogram.quantile(1.1));
        assertThrows(IllegalArgumentException.class, () -> histogram.quantile(Double.NaN));
        assertEquals("[count=100, total=5050, median<=50, p99<=100, max<=100]", histogram.toString());
    }
}
