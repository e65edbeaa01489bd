package io.ironjournal.consumer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The streams of a consumer that wait for entries. Only the thread that takes a stream from here may deliver its entries.
 */
final class WaitingStreams {

    /** A new entry is noticed at once. A stream that has waited for this time, although it has an entry, is overlooked. */
    private static final Duration LONG = Duration.ofSeconds(1);

    private final Map<String, Long> since = new ConcurrentHashMap<>();

    /** Adds a stream, before it is resumed. */
    void add(String stream) {
        since.put(stream, System.nanoTime());
    }

    /** Removes a stream. Returns false if another thread has removed it before. */
    boolean take(String stream) {
        return since.remove(stream) != null;
    }

    /** Returns the streams that have waited for a long time. */
    List<String> forLong() {
        long now = System.nanoTime();
        return since.entrySet().stream()
                .filter(waiting -> now - waiting.getValue() >= LONG.toNanos())
                .map(Map.Entry::getKey)
                .toList();
    }
}
