package io.ironjournal.micrometer;

import io.ironjournal.Histogram;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.math.BigDecimal;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The meters of one source in one registry, with the same tags. Gauges keep the source from being collected until they are
 * removed. Micrometer offers that for no other kind of meter, so a source needs at least one gauge. Without it, all meters
 * would stop at a garbage collection if nobody else keeps the source. An injected journal, for example, is an object that
 * only its injection point has.
 *
 * @param <S> the source of the figures
 */
final class BoundMeters<S> {

    private final MeterRegistry registry;
    private final S source;
    private final Tags tags;
    private final ConcurrentLinkedQueue<Meter> meters = new ConcurrentLinkedQueue<>();

    BoundMeters(MeterRegistry registry, S source, Tags tags) {
        this.registry = registry;
        this.source = source;
        this.tags = tags;
    }

    MeterRegistry registry() {
        return registry;
    }

    Tags tags() {
        return tags;
    }

    /** Adds a figure that only grows. */
    void counter(String name, String unit, String description, ToDoubleFunction<S> figure) {
        meters.add(FunctionCounter.builder(name, source, figure)
                .baseUnit(unit)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    /** Adds a figure of this moment without a unit. */
    void gauge(String name, String description, ToDoubleFunction<S> figure) {
        meters.add(Gauge.builder(name, source, figure)
                .description(description)
                .strongReference(true)
                .tags(tags)
                .register(registry));
    }

    /** Adds a size in bytes. */
    void bytes(String name, String description, ToDoubleFunction<S> figure) {
        meters.add(Gauge.builder(name, source, figure)
                .baseUnit("bytes")
                .description(description)
                .strongReference(true)
                .tags(tags)
                .register(registry));
    }

    /** Adds a duration of this moment, in milliseconds. */
    void millis(String name, String description, ToDoubleFunction<S> figure) {
        meters.add(TimeGauge.builder(name, source, TimeUnit.MILLISECONDS, figure)
                .description(description)
                .tags(tags)
                .register(registry));
    }

    /** Adds durations in nanoseconds: their number, their sum, and the cumulative counts of the buckets. */
    void durations(String name, String description, Function<S, Histogram> figure) {
        meters.add(FunctionTimer.builder(
                        name,
                        source,
                        journal -> figure.apply(journal).count(),
                        journal -> figure.apply(journal).total(),
                        TimeUnit.NANOSECONDS)
                .description(description)
                .tags(tags)
                .register(registry));
        buckets(name, description, figure, 9);
    }

    /** Adds the cumulative counts of the buckets of numbers. */
    void sizes(String name, String description, Function<S, Histogram> figure) {
        buckets(name, description, figure, 0);
    }

    /**
     * Adds a counter for each bucket, with the bound as the tag {@code le}. It counts all values up to the bound, as
     * {@code histogram_quantile} of Prometheus expects it.
     *
     * @param decimals how many decimal places the values have in the base unit
     */
    private void buckets(String name, String description, Function<S, Histogram> figure, int decimals) {
        Histogram bounds = figure.apply(source);
        for (int i = 0; i < bounds.buckets(); i++) {
            int last = i;
            meters.add(FunctionCounter.builder(name + ".buckets", source, journal -> upTo(last, figure.apply(journal)))
                    .description(description + ": the number of values up to the bound in the tag le")
                    .tags(tags.and("le", bound(bounds.bound(i), decimals)))
                    .register(registry));
        }
    }

    private static double upTo(int last, Histogram histogram) {
        long sum = 0;
        for (int i = 0; i <= last; i++) {
            sum += histogram.count(i);
        }
        return sum;
    }

    private static String bound(long bound, int decimals) {
        return bound == Long.MAX_VALUE
                ? "+Inf"
                : BigDecimal.valueOf(bound, decimals).stripTrailingZeros().toPlainString();
    }

    /** Removes the meters from the registry. */
    void remove() {
        for (Meter meter = meters.poll(); meter != null; meter = meters.poll()) {
            registry.remove(meter);
        }
    }
}
