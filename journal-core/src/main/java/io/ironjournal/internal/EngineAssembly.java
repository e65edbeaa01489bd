package io.ironjournal.internal;

import io.ironjournal.JournalOptions;
import io.ironjournal.RecoveryReport;
import io.ironjournal.SyncMode;
import io.ironjournal.backup.HotBackup;
import io.ironjournal.branch.BranchTable;
import io.ironjournal.branch.BranchTransactions;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.checkpoint.CheckpointFile;
import io.ironjournal.checkpoint.CheckpointTable;
import io.ironjournal.checkpoint.Compaction;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.cursor.CursorFile;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.flush.FlushMarks;
import io.ironjournal.flush.FlushScheduler;
import io.ironjournal.flush.Flusher;
import io.ironjournal.flush.IdleNotes;
import io.ironjournal.flush.Pins;
import io.ironjournal.flush.RetentionRound;
import io.ironjournal.flush.SteppedWork;
import io.ironjournal.flush.StreamReaders;
import io.ironjournal.flush.StreamRemoval;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.io.Storage;
import io.ironjournal.log.Committer;
import io.ironjournal.log.DiskLimit;
import io.ironjournal.manager.StateRoom;
import io.ironjournal.manager.StateTable;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.Streams;
import io.ironjournal.read.StreamReader;
import io.ironjournal.recovery.CopyMark;
import io.ironjournal.recovery.LogScan;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.recovery.Recovery;
import io.ironjournal.recovery.Replay;
import io.ironjournal.recovery.RestoredMark;
import io.ironjournal.recovery.StreamReplay;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.write.StreamClaims;
import io.ironjournal.write.StreamWrites;
import io.ironjournal.write.WriteLimits;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates the parts of a journal around its log, replays the log into them, and composes the journal. */
final class EngineAssembly {

    private final JournalOptions options;
    private final Storage storage;
    private final Threads threads;
    private final LossFile losses;
    private final JournalFigures figures;
    private final @Nullable DiskLimit limit;
    private final Manifest manifest;
    private final CommitLog log;
    private final FlushScheduler flushing = new FlushScheduler();
    private final Pins pins = new Pins();
    private final IntervalSync sync = new IntervalSync();
    private final FailureSignal failure;
    private final MemtableMemory memory;
    private final CursorTable cursors;
    private final CheckpointTable checkpoints;
    private final PositionTables positions;
    private final LossPolicy missing;
    private final SegmentStore store;
    private final Streams streams;
    private final StreamClaims claims;
    private final ClaimWait claimWait;
    private final StreamWrites writes;
    private final Committer committer;
    private final BranchTable branches;
    private final PreparedBranches prepared;
    private final StateTable states;
    private final MarkPlaces places;
    private final Flusher flusher;
    private final IdleNotes notes;
    private final Clock clock;
    private final CallGate gate;
    private final WriteLimits limits;
    private final SectionCompression compression;
    private final StreamReader streamReader;
    private final EngineWriter writer;
    private final EngineReader reader;
    private final CursorAdvance moves;
    private final EngineCursors engineCursors;
    private final EngineRetention retention;
    private final ScrubResults scrubbed;
    private Closeable scrubber = () -> {};

    EngineAssembly(OpeningParts parts, Recovery.Opened opened) {
        options = parts.options();
        storage = parts.storage();
        threads = parts.threads();
        clock = parts.clock();
        losses = parts.losses();
        figures = parts.figures();
        limit = parts.limit();
        manifest = opened.manifest();
        log = opened.log().log();
        failure = new FailureSignal(threads.callbacks(), storage.describe(""), figures.events());
        memory = new MemtableMemory(options.maxMemtableMemory(), options.writeTimeout(), flushing, figures);
        cursors = new CursorTable(new CursorFile(storage, manifest.journalId()));
        checkpoints = new CheckpointTable(new CheckpointFile(storage, manifest), memory, manifest.shardCount());
        positions = new PositionTables(checkpoints, cursors, figures.events());
        missing = LossPolicy.of(options, opened, losses, flushing, figures);
        store = new SegmentStore(storage, manifest.journalId(), StoredForm.segments(options, threads), missing);
        streams = new Streams(store, memory);
        committer = committer();
        gate = new CallGate(storage.describe(""), committer);
        claims = claims();
        claimWait = new ClaimWait(claims);
        writes = streamWrites();
        branches = new BranchTable(committer::requireWorking);
        prepared = new PreparedBranches(
                branches, committer, log, cursors, claims, manifest.shardCount(), options.maxMemtableMemory());
        states = new StateTable(committer, StateRoom.of(options.logBudget()));
        places = markPlaces();
        flusher = flusher(opened);
        notes = new IdleNotes(committer, states::lastRemoval);
        limits = WriteLimits.of(options, manifest.shardCount());
        compression = StoredForm.compression(options);
        streamReader = new StreamReader(streams);
        writer = writer();
        reader = new EngineReader(gate, streamReader, streams);
        moves = new CursorAdvance(cursors, streams, clock);
        engineCursors = new EngineCursors(gate, moves, streamReader, writer);
        retention = retention();
        scrubbed = new ScrubResults(figures, threads.callbacks(), clock, options.damageListener());
    }

    private Committer committer() {
        CommitEvents events = new CommitEvents(flushing, sync, failure);
        return new Committer(log, events, threads.callbacks(), clock, figures, limit, threads.threaded());
    }

    private MarkPlaces markPlaces() {
        return new MarkPlaces(
                options, storage, manifest, log, committer, store, streams, positions, prepared, states, flushing);
    }

    private StreamWrites streamWrites() {
        return new StreamWrites(
                streams, memory, positions, claims, manifest.shardCount(), clock, threads.callbacks(), figures);
    }

    private StreamClaims claims() {
        Runnable working = gate::requireOpenAndWorking;
        return new StreamClaims(options.writeTimeout(), working, committer::submit, threads.callbacksLater());
    }

    private EngineWriter writer() {
        return new EngineWriter(
                gate, limits, compression, options.syncMode(), writes, committer, streamReader, claimWait);
    }

    private EngineRetention retention() {
        var archive = StoredForm.archive(options, storage, manifest.journalId());
        StreamRemoval removal = new StreamRemoval(streams, writes, store, flusher, committer, pins, archive);
        StreamReaders readers = PositionsInUse.of(cursors, checkpoints, manifest.shardCount());
        RetentionRound.Parts parts =
                new RetentionRound.Parts(streams, storage, removal, options::retentionOf, readers, clock);
        RetentionRounds rounds = new RetentionRounds(gate, parts, options, places::entriesRemoved, threads.callbacks());
        boolean inFiles = places.inFiles();
        EngineRestoration restoring = EngineRestoration.of(
                options, storage, manifest, inFiles, streams, removal, flusher, committer, pins, limit, engineCursors);
        return new EngineRetention(gate, limits, removal, rounds, claimWait, places::entriesRemoved, restoring);
    }

    private Flusher flusher(Recovery.Opened opened) {
        FlushMark mark = opened.scan().orElse(LogScan.NOTHING).flushMark();
        long low = mark.lowWaterMark();
        FlushMarks marks = places.marks(opened, mark, pins, limit);
        return new Flusher(streams, store, memory, committer, log, marks, positions, low, options.logBudget(), figures);
    }

    /** Replays the log into the parts. Closes the parts if that fails. */
    RecoveryReport recover(Recovery recovery, Recovery.Opened opened) throws IOException {
        try {
            LogScan scan = opened.scan().orElse(LogScan.NOTHING);
            StreamReplay streamReplay = new StreamReplay(streams, store, memory, positions);
            Replay replay = new Replay(streamReplay, prepared, states, checkpoints, scan, flusher);
            if (opened.scan().isPresent()) {
                new RequiredFiles(log, store, cursors, checkpoints, missing, losses).load(scan);
                if (losses.salvaging()) {
                    streamReplay.salvage();
                }
                replay.run(opened);
                CopyMark.refuse(cursors, storage);
                log.trim(scan.flushMark().lowWaterMark());
                if (losses.salvaging()) {
                    cursors.moveBack(streamReader::nextId);
                }
            }
            losses.endOpening(flusher::lastRound);
            if (opened.files() == Recovery.Files.REBUILT) {
                // Otherwise a crash before the first round would have everything built again.
                flusher.requestMark();
            }
            return recovery.report(opened, replay);
        } catch (IOException | RuntimeException | Error e) {
            committer.close();
            Closing.quietly(store);
            Closing.quietly(checkpoints);
            throw e;
        }
    }

    /**
     * Starts the background threads.
     *
     * @param maintained whether rules of retention and the scrub run
     */
    void start(Recovery.Opened opened, boolean maintained) throws IOException {
        HeldNames.hold(storage);
        if (limit != null) {
            long mark = opened.scan().orElse(LogScan.NOTHING).flushMark().lowWaterMark();
            limit.enforce(mark, log.end());
        }
        flushing.start(flusher, notes, maintained ? retention.rounds() : SteppedWork.NONE, threads.threaded());
        if (options.syncMode() == SyncMode.ASYNC) {
            sync.start(committer, options.syncInterval(), threads.threaded());
        }
        if (maintained && options.scrubRate() > 0 && threads.threaded()) {
            ScrubPace pace = new ScrubPace(options.scrubRate());
            scrubber = Scrubber.start(store, storage, manifest.journalId(), flusher, pace, scrubbed);
        }
    }

    /** Ends all writing, because the log could not prepare its next segment. */
    void preparationFailed(Throwable cause) {
        committer.fail(cause);
    }

    /**
     * Composes the journal.
     *
     * @param restored whether the journal was restored from a backup
     * @param lock is released when the journal is closed
     */
    JournalEngine journal(RestoredMark restored, Closeable lock, RecoveryReport report) {
        BranchTransactions transactions = new BranchTransactions(
                branches, writes, memory, committer, prepared, states, limits, compression, moves, clock);
        CloseSignal closed = new CloseSignal();
        LossGuard guard = new LossGuard(losses, report);
        GatedStates managerStates = new GatedStates(states, committer, gate, guard);
        return new JournalEngine(
                gate,
                writer,
                reader,
                engineCursors,
                new EngineProducers(gate, writer, limits),
                retention,
                backup(),
                new EngineMonitor(
                        committer, log, flusher, memory, branches, writes, losses, figures, limit, scrubbed, storage,
                        clock, report, failure),
                new GatedTransactions(
                        manifest.journalId(), transactions, gate, guard, restored, closed, claimWait, managerStates),
                closing(closed, lock));
    }

    private EngineBackup backup() {
        HotBackup backup = places.inFiles()
                ? new HotBackup(storage, manifest.journalId(), flusher, committer, log, pins, clock)
                : null;
        return new EngineBackup(gate, options, backup);
    }

    /** Composes the sharded journal around the plain one. */
    ShardedEngine sharded(JournalEngine journal) {
        ShardRouting shards = new ShardRouting(reader, manifest.shardCount());
        EngineShardWriter shardWriter = new EngineShardWriter(gate, shards, writer, limits);
        Compaction compaction = new Compaction(checkpoints, flusher, committer);
        return new ShardedEngine(
                journal,
                shards,
                shardWriter,
                new EngineCheckpoints(
                        gate, shards, shardWriter, checkpoints, compaction, streamReader, streams, retention));
    }

    private EngineClosing closing(CloseSignal closed, Closeable lock) {
        List<Closeable> resources =
                List.of(scrubber, committer::close, threads::close, log, store, checkpoints, lock, storage);
        return new EngineClosing(
                gate, closed, branches, streams, flushing, sync, storage, committer, states, flusher, resources);
    }
}
