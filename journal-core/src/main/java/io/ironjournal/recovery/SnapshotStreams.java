package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.text.Printable;
import java.io.IOException;

/** Compares rebuilt streams with those in a snapshot. */
record SnapshotStreams(Streams streams, SegmentStore store) {

    /** Requires that the log had all entries of a stream. Creates a stream that has none. */
    void requireAll(CatalogueEntry stream) throws IOException {
        long next = 0;
        StreamState state = streams.cached(stream.stream());
        CatalogueEntry listed = state == null ? store.listed(stream.stream()) : null;
        if (state != null) {
            next = state.nextId();
        } else if (listed != null) {
            next = listed.nextId();
        } else if (stream.isEmpty()) {
            next = stream.nextId();
            streams.put(new StreamState(stream.stream(), store.createAt(stream.stream(), stream.generation(), next)));
        }
        if (next < stream.nextId()) {
            throw new CorruptionException(
                    "Stream '" + Printable.name(stream.stream()) + "' lacks the entries " + next + " to "
                            + (stream.nextId() - 1)
                            + ", which a snapshot in the commit log lists. A part of the log is missing: restore it",
                    ErrorContext.ofStream(stream.stream()).withId(next),
                    null);
        }
    }
}
