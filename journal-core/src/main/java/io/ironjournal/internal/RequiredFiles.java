package io.ironjournal.internal;

import io.ironjournal.checkpoint.CheckpointFile;
import io.ironjournal.checkpoint.CheckpointTable;
import io.ironjournal.cursor.CursorFile;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.format.FlushMark;
import io.ironjournal.recovery.LogScan;
import io.ironjournal.recovery.LoggedStreams;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.spi.log.CommitLog;
import java.io.IOException;

/** Loads the files that the flush mark relies on, before the log is replayed. */
record RequiredFiles(
        CommitLog log,
        SegmentStore store,
        CursorTable cursors,
        CheckpointTable checkpoints,
        LossPolicy missing,
        LossFile losses) {

    void load(LogScan scan) throws IOException {
        FlushMark flushMark = scan.flushMark();
        long end = log.durable();
        missing.orLoad(store::loadCatalogue, flushMark.catalogue(), end, SegmentStore.CATALOGUE, () -> {
            store.beginAgain();
            losses.salvage();
        });
        store.requireStreams(LoggedStreams.deleted(scan), () -> LoggedStreams.rebuilt(log, scan));
        missing.orLoad(cursors::load, flushMark.cursors(), end, CursorFile.PATH, cursors::rewriteAfterLoss);
        missing.orLoad(
                (state, logEnd) -> checkpoints.load(flushMark, logEnd),
                flushMark.checkpoints(),
                end,
                CheckpointFile.PATH,
                checkpoints::rewriteAfterLoss);
    }
}
