package io.ironjournal.ra;

import io.ironjournal.config.ValueType;
import io.ironjournal.delivery.RetryDelays;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is consumed: the parsed properties of a {@link JournalActivationSpec}.
 *
 * @param cursor the name of the cursor
 * @param stream the stream; null for all shards
 * @param redeliveryDelay the time before the first repeated delivery
 * @param redeliveryGrowth the factor by which that time grows with each failure
 * @param maxRedeliveryDelay the limit of its growth
 * @param maxDeliveries how often an entry is delivered before it is a dead letter
 * @param deadLetterStream the stream for dead letters; null if entries are delivered until they are consumed
 */
record ConsumerSettings(
        String cursor,
        @Nullable String stream,
        Duration redeliveryDelay,
        long redeliveryGrowth,
        Duration maxRedeliveryDelay,
        long maxDeliveries,
        @Nullable String deadLetterStream) {

    private static final long MAX_GROWTH = 100;
    private static final Duration LONGEST = Duration.ofHours(24);

    /** What is wrong, by property. */
    static final class Problems {

        private final Map<String, String> byProperty = new LinkedHashMap<>();

        void add(String property, String problem) {
            byProperty.putIfAbsent(property, problem);
        }

        Map<String, String> byProperty() {
            return byProperty;
        }
    }

    /**
     * Reads properties.
     *
     * @param values the values by property
     * @param problems receives what is wrong. The result must not be used then
     */
    static ConsumerSettings read(Map<String, String> values, Problems problems) {
        Reading reading = new Reading(values, problems);
        String cursor = values.getOrDefault("cursor", "");
        if (cursor.isEmpty()) {
            problems.add("cursor", "cursor is not set: set the name of the cursor");
        }
        String stream = values.get("stream");
        boolean sharded = reading.value("sharded", ValueType.BOOLEAN, "false");
        if (sharded == (stream != null)) {
            problems.add("stream", "set either stream, or sharded to true for all shards of a sharded journal");
        }
        String deadLetters = values.get("deadLetterStream");
        if (deadLetters == null && values.containsKey("maxDeliveries")) {
            problems.add("deadLetterStream", "maxDeliveries needs deadLetterStream, the stream for dead letters");
        }
        if (deadLetters != null && deadLetters.equals(stream)) {
            problems.add("deadLetterStream", "deadLetterStream must not be the stream that is consumed");
        }
        return new ConsumerSettings(
                cursor,
                stream,
                reading.time("redeliveryDelay", "1s"),
                reading.number("redeliveryGrowth", "2", MAX_GROWTH),
                reading.time("maxRedeliveryDelay", "1m"),
                deadLetters == null ? Long.MAX_VALUE : reading.number("maxDeliveries", "10", Integer.MAX_VALUE),
                deadLetters);
    }

    /** Parses values and collects what is wrong with them. */
    private record Reading(Map<String, String> values, Problems problems) {

        <T> T value(String property, ValueType<T> type, String defaultValue) {
            String text = values.getOrDefault(property, defaultValue);
            try {
                return type.parse(text);
            } catch (IllegalArgumentException e) {
                problems.add(property, property + " cannot be \"" + text + "\": " + e.getMessage());
                return type.parse(defaultValue);
            }
        }

        long number(String property, String defaultValue, long max) {
            long number = value(property, ValueType.NUMBER, defaultValue);
            if (number < 1 || number > max) {
                problems.add(property, property + " cannot be " + number + ": it must be from 1 to " + max);
            }
            return number;
        }

        Duration time(String property, String defaultValue) {
            Duration time = value(property, ValueType.TIME, defaultValue);
            if (time.toMillis() < 1 || time.compareTo(LONGEST) > 0) {
                problems.add(
                        property, property + " cannot be \"" + values.get(property) + "\": it must be from 1ms to 24h");
            }
            return time;
        }
    }

    Optional<String> deadLetters() {
        return Optional.ofNullable(deadLetterStream);
    }

    /** Returns how long to wait after a number of failures, one after the other. */
    Duration delayAfter(long failures) {
        return new RetryDelays(redeliveryDelay, redeliveryGrowth, maxRedeliveryDelay).after(failures);
    }
}
