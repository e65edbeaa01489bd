package io.ironjournal.flush;

import io.ironjournal.Retention;
import io.ironjournal.format.EntryTime;
import io.ironjournal.segment.StreamSegments;
import io.ironjournal.segment.StreamSizes;
import io.ironjournal.segment.StreamTimes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/** Decides which segments of a stream its rule no longer keeps. */
final class ExpiredEntries {

    private ExpiredEntries() {}

    /**
     * Returns the first id of the oldest segment to keep.
     *
     * @param slowest the lowest position of the stream's readers
     * @param restored the id from which on entries were put back
     * @return the stream's first id if all segments are kept
     */
    static long firstToKeep(
            StreamSegments stream, Retention rule, OptionalLong slowest, OptionalLong restored, Instant now)
            throws IOException {
        long id = stream.firstId();
        Duration age = rule.maxAge().orElse(null);
        if (age != null) {
            id = Math.max(id, StreamTimes.firstSegmentAt(stream, EntryTime.of(now.minus(age))));
        }
        if (rule.maxBytes().isPresent()) {
            id = Math.max(
                    id, StreamSizes.firstSegmentWithin(stream, rule.maxBytes().getAsLong()));
        }
        if (rule.removesConsumed() && slowest.isPresent()) {
            id = Math.max(id, slowest.getAsLong());
        }
        if (!rule.isPastCursors() && slowest.isPresent()) {
            id = Math.min(id, slowest.getAsLong());
        }
        return stream.truncationPoint(Math.min(id, restored.orElse(id)));
    }
}
