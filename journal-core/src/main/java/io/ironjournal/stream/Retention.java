package io.ironjournal.stream;

import io.ironjournal.JournalIOException;
import io.ironjournal.StreamNotFoundException;
import io.ironjournal.format.StreamName;
import io.ironjournal.log.Committer;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.segment.StreamSegments;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Truncates and deletes streams: the log's record first, forced, then the files. The flusher rests meanwhile, so that no
 * mark passes the record before the files are gone and their directory is due to be forced.
 */
public final class Retention {

    private final Streams streams;
    private final SegmentStore store;
    private final Flusher flusher;
    private final Committer committer;

    public Retention(Streams streams, SegmentStore store, Flusher flusher, Committer committer) {
        this.streams = streams;
        this.store = store;
        this.flusher = flusher;
        this.committer = committer;
    }

    /** Deletes whole segments below an id; returns how many files went. */
    public int truncate(String stream, long safeId) {
        return flusher.alone(() -> {
            StreamState state = existing(stream);
            if (state == null) {
                throw new StreamNotFoundException("There is no stream '" + StreamName.printable(stream) + "'");
            }
            StreamSegments segments = state.segments();
            if (segments == null) {
                return 0;
            }
            long firstId = segments.truncationPoint(safeId);
            if (firstId == segments.firstId()) {
                return 0;
            }
            streams.keep(state);
            committer.execute(StreamChangeWrite.truncate(state, firstId, streams));
            return changingFiles(stream, () -> segments.truncate(firstId));
        });
    }

    /** Ends a stream's life; false when there is none of that name. */
    public boolean delete(String stream) {
        return flusher.alone(() -> {
            StreamState state = existing(stream);
            if (state == null) {
                return false;
            }
            committer.execute(StreamChangeWrite.delete(state, streams));
            StreamSegments segments = state.segments();
            if (segments != null) {
                changingFiles(stream, () -> {
                    store.delete(segments);
                    return 0;
                });
            }
            return true;
        });
    }

    private @Nullable StreamState existing(String stream) {
        StreamState state = streams.forReading(stream);
        return state == null || state.nextId() == 0 ? null : state;
    }

    private interface FileChange {
        int run() throws IOException;
    }

    /** What was decided has to happen before the mark passes: if it cannot, the next opening does it. */
    private int changingFiles(String stream, FileChange change) {
        try {
            return change.run();
        } catch (IOException e) {
            committer.fail(e);
            throw new JournalIOException(
                    "Files of stream '" + StreamName.printable(stream) + "' could not be deleted: " + e.getMessage()
                            + ". Close the journal and open it again, which finishes it.",
                    e);
        }
    }
}
