package io.ironjournal.inspect;

import io.ironjournal.files.SegmentInfo;
import io.ironjournal.files.StreamInfo;
import io.ironjournal.io.Storage;
import io.ironjournal.segment.StoredStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Figures of a stream and of its segments. */
record InspectedStream(
        String name,
        long generation,
        long firstId,
        long nextId,
        long flushedTo,
        int segments,
        long diskBytes,
        Optional<Instant> lastAppend)
        implements StreamInfo {

    private record Segment(String file, long firstId, long endId, long diskBytes, Optional<Instant> lastAppend)
            implements SegmentInfo {}

    static InspectedStream of(StreamPlan plan) throws IOException {
        LoggedStream logged = plan.logged();
        return new InspectedStream(
                plan.name(),
                plan.generation(),
                plan.firstId(),
                plan.nextId(),
                plan.flushedTo(),
                plan.stored().count(),
                plan.stored().bytes(),
                time(logged == null ? plan.stored().lastTime() : logged.lastTime()));
    }

    /** Lists the segments of a stream. */
    static List<SegmentInfo> segments(StreamPlan plan, Storage storage) throws IOException {
        List<SegmentInfo> segments = new ArrayList<>();
        for (StoredStream.Part part : plan.stored().parts()) {
            segments.add(new Segment(
                    storage.describe(part.path()), part.firstId(), part.endId(), part.bytes(), time(part.lastTime())));
        }
        return segments;
    }

    private static Optional<Instant> time(long micros) {
        return micros == 0 ? Optional.empty() : Optional.of(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    }
}
