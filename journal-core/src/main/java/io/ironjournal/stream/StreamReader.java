package io.ironjournal.stream;

import io.ironjournal.BeyondEndException;
import io.ironjournal.CorruptionException;
import io.ironjournal.EntryIterator;
import io.ironjournal.JournalIOException;
import io.ironjournal.TruncatedException;
import io.ironjournal.segment.StreamSegments;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads entries wherever they are: first the tail, then the segments, into which they move in that order. */
public final class StreamReader {

    private final Streams streams;

    public StreamReader(Streams streams) {
        this.streams = streams;
    }

    public Optional<byte[]> get(String stream, long id) {
        StreamState state = streams.forReading(stream);
        if (state == null || id >= state.nextId() || id < state.firstId()) {
            return Optional.empty();
        }
        Chunk chunk = state.tail().find(id);
        if (chunk != null) {
            return Optional.of(chunk.entry(id));
        }
        StreamSegments segments = segments(state);
        try {
            return Optional.ofNullable(segments.read(id));
        } catch (IOException e) {
            throw failed(stream, id, e);
        }
    }

    /**
     * Opens an iterator over what is committed now.
     *
     * @param open throws when the journal was closed meanwhile
     */
    public EntryIterator iterate(String stream, long fromId, Runnable open) {
        StreamState state = streams.forReading(stream);
        long end = state == null ? 0 : state.nextId();
        long first = state == null ? 0 : state.firstId();
        if (fromId > end) {
            throw new BeyondEndException(
                    "Stream '" + stream + "' ends before id " + end + ": it cannot be read from id " + fromId);
        }
        if (fromId < first) {
            throw new TruncatedException("Stream '" + stream + "' begins at id " + first + ": the entries from id "
                    + fromId + " on are gone");
        }
        return new StreamIterator(state, fromId, end, open);
    }

    public long firstId(String stream) {
        StreamState state = streams.forReading(stream);
        return state == null ? 0 : state.firstId();
    }

    public long nextId(String stream) {
        StreamState state = streams.forReading(stream);
        return state == null ? 0 : state.nextId();
    }

    static StreamSegments segments(StreamState state) {
        @Nullable StreamSegments segments = state.segments();
        if (segments == null) {
            throw new CorruptionException("Stream '" + state.name() + "' has entries in neither tail nor segments");
        }
        return segments;
    }

    static JournalIOException failed(String stream, long id, IOException cause) {
        return new JournalIOException(
                "Entry " + id + " of stream '" + stream + "' cannot be read: " + cause.getMessage(), cause);
    }
}
