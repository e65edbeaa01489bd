package io.ironjournal.internal;

import io.ironjournal.JournalOptions;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.flush.BuiltFile;
import io.ironjournal.flush.DirectoryMarks;
import io.ironjournal.flush.FlushMarks;
import io.ironjournal.flush.FlushScheduler;
import io.ironjournal.flush.KeptRecords;
import io.ironjournal.flush.LimitedMarks;
import io.ironjournal.flush.LogMarks;
import io.ironjournal.flush.Pins;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.Storage;
import io.ironjournal.log.Committer;
import io.ironjournal.log.DiskLimit;
import io.ironjournal.manager.StateTable;
import io.ironjournal.memtable.Streams;
import io.ironjournal.recovery.LogCleaner;
import io.ironjournal.recovery.LogRetention;
import io.ironjournal.recovery.Recovery;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.OpenedLog;
import org.jspecify.annotations.Nullable;

/**
 * Chooses where the flusher notes up to which record the files are complete: in a log that belongs to the directory, or
 * in the directory, if the files are built from the log.
 */
final class MarkPlaces {

    private final JournalOptions options;
    private final Storage storage;
    private final Manifest manifest;
    private final CommitLog log;
    private final Committer committer;
    private final SegmentStore store;
    private final Streams streams;
    private final PositionTables positions;
    private final PreparedBranches prepared;
    private final KeptRecords kept;
    private final FlushScheduler flushing;

    /** Null if the log is in the directory. */
    private @Nullable LogRetention logRetention;

    MarkPlaces(
            JournalOptions options,
            Storage storage,
            Manifest manifest,
            CommitLog log,
            Committer committer,
            SegmentStore store,
            Streams streams,
            PositionTables positions,
            PreparedBranches prepared,
            StateTable states,
            FlushScheduler flushing) {
        this.options = options;
        this.storage = storage;
        this.manifest = manifest;
        this.log = log;
        this.committer = committer;
        this.store = store;
        this.streams = streams;
        this.positions = positions;
        this.prepared = prepared;
        this.kept = prepared.and(states);
        this.flushing = flushing;
    }

    /**
     * Returns what receives the end of each round.
     *
     * @param mark the mark that recovery found
     * @param limit receives it too, unless it is null
     */
    FlushMarks marks(Recovery.Opened opened, FlushMark mark, Pins pins, @Nullable DiskLimit limit) {
        FlushMarks marks = opened.files().areBuilt()
                ? builtMarks(opened, mark)
                : new LogMarks(committer, log, kept, pins, mark.lowWaterMark());
        return limit == null ? marks : new LimitedMarks(marks, kept, limit);
    }

    private FlushMarks builtMarks(Recovery.Opened opened, FlushMark mark) {
        BuiltFile file = new BuiltFile(storage);
        OpenedLog open = opened.log();
        DirectoryMarks directory = new DirectoryMarks(file, manifest.journalId(), open.epoch(), kept, mark);
        LogCleaner cleaner = new LogCleaner(log, store, streams, prepared);
        logRetention = new LogRetention(
                directory, committer, log, store, positions, kept, cleaner, open.snapshot(), options.logBudget());
        return logRetention;
    }

    /** Returns whether the log is in files of the directory. */
    boolean inFiles() {
        return logRetention == null && options.commitLog().isEmpty();
    }

    /** Called after a truncation or deletion, which may make parts of the log unnecessary. */
    void entriesRemoved() {
        if (logRetention != null && !log.parts().isEmpty()) {
            logRetention.entriesRemoved();
            flushing.requestRound();
        }
    }
}
