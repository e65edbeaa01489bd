package io.ironjournal.micrometer;

import io.ironjournal.CursorInfo;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The gauges of single cursors. A reading of the registry refreshes them, so a gauge that exists must not be registered
 * again: the registry would not show it in that reading.
 */
final class CursorLags {

    private final MultiGauge gauges;

    /** The lags by tags. The registry keeps them only weakly. */
    private final Map<Tags, AtomicLong> lags = new ConcurrentHashMap<>();

    CursorLags(BoundMeters<?> meters) {
        gauges = MultiGauge.builder("ironjournal.stream.cursor.lag")
                .description("How far a cursor is behind the end of its stream")
                .baseUnit("entries")
                .tags(meters.tags())
                .register(meters.registry());
    }

    void refresh(List<CursorInfo> cursors) {
        for (CursorInfo cursor : cursors) {
            lags.computeIfAbsent(tags(cursor), tags -> new AtomicLong()).set(cursor.lag());
        }
        lags.keySet().retainAll(cursors.stream().map(CursorLags::tags).toList());
        gauges.register(
                lags.entrySet().stream()
                        .<MultiGauge.Row<?>>map(lag -> MultiGauge.Row.of(lag.getKey(), lag.getValue()))
                        .toList(),
                false);
    }

    private static Tags tags(CursorInfo cursor) {
        return Tags.of("stream", cursor.stream(), "cursor", cursor.name());
    }

    /** Removes the gauges from the registry. */
    void remove() {
        gauges.register(List.of(), true);
    }
}
