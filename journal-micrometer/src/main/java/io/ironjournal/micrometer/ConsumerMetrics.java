package io.ironjournal.micrometer;

import io.ironjournal.JournalException;
import io.ironjournal.consumer.ConsumerStats;
import io.ironjournal.consumer.StreamConsumer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;

/**
 * Binds the figures of a {@link StreamConsumer} to a registry of Micrometer: {@code ironjournal.consumer.lag}, {@code
 * .consumed}, {@code .failures}, {@code .dead.letters} and {@code .stopped}, with the tags {@code journal} and {@code
 * consumer}. They have no value after the journal is closed. Thread-safe.
 *
 * @since 0.1.0
 */
public final class ConsumerMetrics implements MeterBinder, AutoCloseable {

    private final StreamConsumer consumer;
    private final Tags tags;
    private final List<BoundMeters<StreamConsumer>> bound = new CopyOnWriteArrayList<>();

    private ConsumerMetrics(StreamConsumer consumer, Tags tags) {
        this.consumer = consumer;
        this.tags = tags;
    }

    /**
     * Returns the meters of a consumer.
     *
     * @param consumer the consumer
     * @param journal the value of the tag {@code journal}
     * @param name the value of the tag {@code consumer}, such as the name of its cursor
     * @return a binder
     * @since 0.1.0
     */
    public static ConsumerMetrics of(StreamConsumer consumer, String journal, String name) {
        return new ConsumerMetrics(
                Objects.requireNonNull(consumer, "consumer"),
                Tags.of("journal", Objects.requireNonNull(journal, "journal"))
                        .and("consumer", Objects.requireNonNull(name, "name")));
    }

    /**
     * Registers the meters. The registry keeps the consumer and its journal in memory until {@link #close()}, also after
     * they were closed. The caller need not keep this object, unless it wants to remove the meters.
     *
     * @param registry receives them
     * @since 0.1.0
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        BoundMeters<StreamConsumer> meters = new BoundMeters<>(registry, consumer, tags);
        bound.add(meters);
        meters.gauge("ironjournal.consumer.lag", "Entries that are not consumed", figure(ConsumerStats::lag));
        meters.counter(
                "ironjournal.consumer.consumed",
                "entries",
                "Entries that were consumed",
                figure(ConsumerStats::consumed));
        meters.counter(
                "ironjournal.consumer.failures", "failures", "Failed deliveries", figure(ConsumerStats::failures));
        meters.counter(
                "ironjournal.consumer.dead.letters", "entries", "Dead letters", figure(ConsumerStats::deadLetters));
        meters.gauge(
                "ironjournal.consumer.stopped",
                "1 after the consumer has ended by itself",
                read -> read.failure().isPresent() ? 1 : 0);
    }

    private static ToDoubleFunction<StreamConsumer> figure(ToDoubleFunction<ConsumerStats> figure) {
        return read -> {
            try {
                return figure.applyAsDouble(read.stats());
            } catch (JournalException closed) {
                return Double.NaN;
            }
        };
    }

    /**
     * Removes the meters from all registries.
     *
     * @since 0.1.0
     */
    @Override
    public void close() {
        bound.forEach(BoundMeters::remove);
        bound.clear();
    }
}
