package io.ironjournal.inspect;

import io.ironjournal.segment.StoredStream;
import org.jspecify.annotations.Nullable;

/**
 * Where the entries of a stream are: those below an id in segments, the others in the log.
 *
 * @param name the stream
 * @param generation the LSN of the stream's creation
 * @param firstId the id of the first entry
 * @param flushedTo the id below which entries are read from segments
 * @param nextId the id behind the last entry
 * @param stored the segments
 * @param logged what the log has; null if it does not mention the stream
 * @param lossy whether entries before {@code flushedTo} may be missing because of a recorded loss
 */
record StreamPlan(
        String name,
        long generation,
        long firstId,
        long flushedTo,
        long nextId,
        StoredStream stored,
        @Nullable LoggedStream logged,
        boolean lossy) {

    /** Returns whether there are segments, or should be. */
    boolean hasSegments() {
        return flushedTo > firstId || stored.count() > 0;
    }
}
