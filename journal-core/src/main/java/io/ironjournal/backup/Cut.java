package io.ironjournal.backup;

import io.ironjournal.checkpoint.CheckpointFile;
import io.ironjournal.cursor.CursorFile;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.log.LogListing;
import io.ironjournal.recovery.JournalPresence;
import io.ironjournal.segment.SegmentListing;
import io.ironjournal.segment.SegmentStore;
import java.io.Closeable;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the files of a journal are as of one LSN. The files of the root are held open, because later rounds replace them.
 *
 * @param lsn up to here the log was forced
 * @param taken when that was
 * @param segments the segments of all streams
 * @param log the segments of the log
 * @param root the files of the root
 */
record Cut(
        long lsn, Instant taken, List<SegmentListing.Listed> segments, List<LogListing.Listed> log, List<RootFile> root)
        implements Closeable {

    private static final List<String> ROOT = List.of(
            JournalPresence.MANIFEST,
            SegmentStore.CATALOGUE,
            CursorFile.PATH,
            CheckpointFile.PATH,
            "LOSS",
            "LOSS.accepted");

    /** The files that say which losses were recorded. */
    static final List<String> LOSSES = List.of("LOSS", "LOSS.accepted");

    /** An open file of the root. */
    record RootFile(String path, ReadableFile file, long length) {}

    /**
     * Takes the cut after a round, while nothing is flushed and nothing is removed.
     *
     * @param durable an LSN up to which the log is forced
     */
    static Cut take(Storage storage, long durable, Instant now) throws IOException {
        List<RootFile> root = new ArrayList<>();
        boolean complete = false;
        try {
            for (String path : ROOT) {
                if (storage.exists(path)) {
                    ReadableFile file = storage.openForRead(path);
                    root.add(new RootFile(path, file, file.size()));
                }
            }
            List<SegmentListing.Listed> segments = SegmentListing.of(storage);
            Cut cut = new Cut(durable, now, segments, LogListing.upTo(storage, durable), root);
            complete = true;
            return cut;
        } finally {
            if (!complete) {
                close(root);
            }
        }
    }

    @Override
    public void close() throws IOException {
        close(root);
    }

    private static void close(List<RootFile> root) throws IOException {
        for (RootFile open : root) {
            open.file().close();
        }
    }
}
