package io.ironjournal.internal;

import io.ironjournal.ArchiveException;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalRetention;
import io.ironjournal.flush.Flusher;
import io.ironjournal.flush.Pins;
import io.ironjournal.flush.StreamRemoval;
import io.ironjournal.flush.StreamRestoration;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.Storage;
import io.ironjournal.log.Committer;
import io.ironjournal.log.DiskLimit;
import io.ironjournal.memtable.Streams;
import io.ironjournal.segment.ReturningSegments;
import org.jspecify.annotations.Nullable;

/**
 * Puts archived entries back into their stream, and keeps them there by a cursor.
 *
 * @param restoration puts segments back; null if this journal cannot
 * @param refusal says why not
 */
record EngineRestoration(EngineCursors cursors, @Nullable StreamRestoration restoration, String refusal) {

    /**
     * Creates the object.
     *
     * @param inFiles whether the log is in the journal's directory
     */
    static EngineRestoration of(
            JournalOptions options,
            Storage storage,
            Manifest manifest,
            boolean inFiles,
            Streams streams,
            StreamRemoval removal,
            Flusher flusher,
            Committer committer,
            Pins pins,
            @Nullable DiskLimit limit,
            EngineCursors cursors) {
        if (options.archive().isEmpty()) {
            return new EngineRestoration(
                    cursors, null, "the journal was opened without the option archive. Open it with this option");
        }
        if (!inFiles) {
            return new EngineRestoration(
                    cursors,
                    null,
                    "the commit log is not in the journal's directory, so all files may be built again without them."
                            + " Make a new journal of them with JournalFiles.importEntries");
        }
        Storage archive = storage.another(options.archive().get(), options.filePermissions());
        ReturningSegments segments = new ReturningSegments(storage, archive, manifest.journalId());
        return new EngineRestoration(
                cursors, new StreamRestoration(streams, removal, flusher, committer, pins, segments, limit), "");
    }

    /** Puts entries back, and returns the stream's first id. */
    long restore(String stream, long fromId) {
        StreamRestoration own = restoration;
        if (own == null) {
            throw new ArchiveException("Archived segments cannot be put back: " + refusal);
        }
        return own.restore(stream, fromId, new RestoredCursor(cursors, stream));
    }

    /** The cursor that keeps restored entries of a stream. */
    private record RestoredCursor(EngineCursors cursors, String stream) implements StreamRestoration.Hold {

        @Override
        public boolean keeps(long id) {
            return cursors.isAtOrBelow(JournalRetention.RESTORED_CURSOR, stream, id);
        }

        @Override
        public void keep(long id) {
            cursors.resetCursor(JournalRetention.RESTORED_CURSOR, stream, id);
        }
    }
}
