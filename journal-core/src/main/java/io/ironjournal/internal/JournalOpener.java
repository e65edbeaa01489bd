package io.ironjournal.internal;

import io.ironjournal.Compression;
import io.ironjournal.DiskFullException;
import io.ironjournal.ErrorContext;
import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.RecoveryReport;
import io.ironjournal.SyncMode;
import io.ironjournal.branch.BranchTable;
import io.ironjournal.branch.BranchTransactions;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.checkpoint.CheckpointFile;
import io.ironjournal.checkpoint.CheckpointTable;
import io.ironjournal.checkpoint.Compaction;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.cursor.CursorFile;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.flush.Flusher;
import io.ironjournal.flush.Retention;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.log.Committer;
import io.ironjournal.log.FileLogProvider;
import io.ironjournal.log.LogSettings;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.Streams;
import io.ironjournal.read.StreamReader;
import io.ironjournal.recovery.JournalPresence;
import io.ironjournal.recovery.LogScan;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.recovery.Recovery;
import io.ironjournal.recovery.Replay;
import io.ironjournal.recovery.StreamReplay;
import io.ironjournal.segment.SegmentOptions;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.write.StreamWrites;
import io.ironjournal.write.WriteLimits;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.List;

/** Opens journals: takes the lock, recovers, and puts the parts together. */
public final class JournalOpener {

    /** With more, ext4 on a disk of 100 µs for a force took no less. */
    private static final int FORCES_AT_ONCE = 8;

    /** What nobody else may exchange while the journal is open. */
    private static final List<String> HELD =
            List.of("MANIFEST", "log", "streams", SegmentStore.CATALOGUE, CursorFile.PATH, CheckpointFile.PATH);

    private final JournalOptions options;
    private final Storage storage;
    private final Threads threads;

    /** How many shards it must have; what it is by {@link Recovery#ANY}. */
    private final int shards;

    private final Logs logs;
    private final Clock clock;

    private JournalOpener(
            JournalOptions options, Storage storage, Threads threads, int shards, Logs logs, Clock clock) {
        this.options = options;
        this.storage = storage;
        this.threads = threads;
        this.shards = shards;
        this.logs = logs;
        this.clock = clock;
    }

    /** Opens a journal on the disk. */
    public static Journal open(JournalOptions options) {
        return open(options, disk(options), true);
    }

    /** Opens a sharded journal on the disk. */
    public static ShardedJournal openSharded(JournalOptions options, int shards) {
        return openSharded(options, shards, disk(options), true);
    }

    private static Storage disk(JournalOptions options) {
        return new DiskStorage(options.root(), options.filePermissions());
    }

    /**
     * Opens a journal on any storage.
     *
     * @param threaded whether it has threads of its own, or does everything in its callers
     */
    public static Journal open(JournalOptions options, Storage storage, boolean threaded) {
        return open(options, storage, threaded, files -> files);
    }

    /** Where a journal's commit log comes from. */
    public interface Logs {

        /**
         * Chooses a log.
         *
         * @param files the log in files of the journal's directory
         */
        LogProvider choose(LogProvider files);
    }

    /** Opens a journal whose commit log is elsewhere. */
    public static Journal open(JournalOptions options, Storage storage, boolean threaded, Logs logs) {
        return open(options, Recovery.ANY, storage, threaded, logs, Clock.systemUTC());
    }

    /** Likewise, for a sharded one. */
    public static ShardedJournal openSharded(JournalOptions options, int shards, Storage storage, boolean threaded) {
        return openSharded(options, shards, storage, threaded, Clock.systemUTC());
    }

    /** Likewise, with the time by any clock. */
    public static ShardedJournal openSharded(
            JournalOptions options, int shards, Storage storage, boolean threaded, Clock clock) {
        if (shards < 1 || shards > ShardedJournal.MAX_SHARDS) {
            throw new IllegalArgumentException(
                    "A sharded journal has 1 to " + ShardedJournal.MAX_SHARDS + " shards, not " + shards);
        }
        return new ShardedEngine(open(options, shards, storage, threaded, files -> files, clock), shards);
    }

    private static JournalEngine open(
            JournalOptions options, int shards, Storage storage, boolean threaded, Logs logs, Clock clock) {
        Threads threads = threaded ? Threads.own() : Threads.none();
        boolean opened = false;
        try {
            JournalEngine journal = new JournalOpener(options, storage, threads, shards, logs, clock).open();
            opened = true;
            return journal;
        } catch (NoSpaceException e) {
            throw new DiskFullException(
                    "Opening the journal in " + storage.describe("") + " needs space: " + e.getMessage(),
                    ErrorContext.ofFile(storage.describe("")),
                    e);
        } catch (IOException e) {
            throw new JournalIOException(
                    "The journal in " + storage.describe("") + " cannot be opened: " + e.getMessage(),
                    ErrorContext.ofFile(storage.describe("")),
                    e);
        } finally {
            if (!opened) {
                threads.close();
                Closing.quietly(storage);
            }
        }
    }

    private JournalEngine open() throws IOException {
        JournalPresence.check(storage, options.mustExist());
        Closeable lock = storage.lock();
        boolean opened = false;
        try {
            JournalEngine journal = recover(lock);
            opened = true;
            return journal;
        } finally {
            if (!opened) {
                Closing.quietly(lock);
            }
        }
    }

    private JournalEngine recover(Closeable lock) throws IOException {
        Background background = new Background(threads.callbacks());
        LogSettings settings = new LogSettings(
                storage,
                Math.toIntExact(options.logSegmentSize()),
                options.logBudget(),
                threads.preparer(),
                background::preparationFailed);
        LossFile losses = LossFile.load(storage);
        LogProvider log = logs.choose(new FileLogProvider(settings, losses::salvaging));
        Recovery recovery = new Recovery(storage, log, losses, options.corruptionPolicy(), shards);
        Recovery.Opened opened = recovery.openLog();
        boolean assembled = false;
        try {
            JournalEngine journal = assemble(lock, background, recovery, opened, losses);
            assembled = true;
            return journal;
        } finally {
            if (!assembled) {
                Closing.quietly(opened.log());
            }
        }
    }

    private JournalEngine assemble(
            Closeable lock, Background background, Recovery recovery, Recovery.Opened opened, LossFile losses)
            throws IOException {
        CommitLog log = opened.log().log();
        LogScan scan = opened.scan().orElse(LogScan.NOTHING);
        Manifest manifest = opened.manifest();
        FlushMark flushMark = scan.flushMark();
        MemtableMemory memory = new MemtableMemory(options.maxMemtableMemory(), options.writeTimeout(), background);
        CursorTable cursors = new CursorTable(new CursorFile(storage, manifest.journalId()));
        CheckpointTable checkpoints =
                new CheckpointTable(new CheckpointFile(storage, manifest), memory, manifest.shardCount());
        PositionTables positions = new PositionTables(checkpoints, cursors);
        LossPolicy missing = new LossPolicy(options.corruptionPolicy(), losses, background);
        SegmentStore store = new SegmentStore(storage, manifest.journalId(), segmentOptions(), missing);
        Streams streams = new Streams(store, memory);
        StreamWrites writes = new StreamWrites(streams, memory, positions, manifest.shardCount(), clock);
        Committer committer = new Committer(log, background, threads.callbacks(), threads.threaded());
        BranchTable branches = new BranchTable(committer::requireWorking);
        PreparedBranches prepared = new PreparedBranches(
                branches, committer, log, cursors, manifest.shardCount(), options.maxMemtableMemory());
        long mark = flushMark.mark();
        Flusher flusher =
                new Flusher(streams, store, memory, committer, log, prepared, positions, mark, options.logBudget());
        RecoveryReport report;
        try {
            StreamReplay streamReplay = new StreamReplay(streams, store, memory, positions);
            Replay replay = new Replay(streamReplay, prepared, checkpoints, scan, flusher);
            if (opened.scan().isPresent()) {
                long end = log.durable();
                missing.orLoad(store::loadCatalogue, flushMark.catalogue(), end, SegmentStore.CATALOGUE, () -> {
                    store.beginAgain();
                    losses.salvage();
                });
                store.requireStreams(scan.deletions());
                missing.orLoad(cursors::load, flushMark.cursors(), end, CursorFile.PATH, cursors::beginAgain);
                missing.orLoad(
                        (state, logEnd) -> checkpoints.load(flushMark, logEnd),
                        flushMark.checkpoints(),
                        end,
                        CheckpointFile.PATH,
                        checkpoints::beginAgain);
                if (losses.salvaging()) {
                    streamReplay.salvage();
                }
                replay.run(log);
                log.trim(mark);
                if (losses.salvaging()) {
                    cursors.bringBack(new StreamReader(streams)::nextId);
                }
            }
            losses.settle(flusher::lastRound);
            report = recovery.report(opened, replay);
        } catch (IOException | RuntimeException | Error e) {
            committer.close();
            Closing.quietly(store);
            Closing.quietly(checkpoints);
            throw e;
        }
        WriteLimits limits = new WriteLimits(
                Math.toIntExact(options.maxEntrySize()),
                Math.toIntExact(options.maxTransactionSize()),
                manifest.shardCount());
        StreamReader reader = new StreamReader(streams);
        CursorAdvance advance = new CursorAdvance(cursors, streams);
        SectionCompression compression = options.compression() == Compression.LZ4
                ? new SectionCompression(Math.toIntExact(options.minCompressionSize()))
                : SectionCompression.NONE;
        BranchTransactions transactions = new BranchTransactions(
                manifest.journalId(),
                branches,
                writes,
                memory,
                committer,
                prepared,
                limits,
                compression,
                advance,
                clock);
        for (String name : HELD) {
            storage.hold(name);
        }
        background.start(committer, flusher, threads.threaded());
        if (options.syncMode() == SyncMode.ASYNC) {
            background.startSync(committer, options.syncInterval(), threads.threaded());
        }
        return new JournalEngine(new EngineParts(
                storage,
                lock,
                threads,
                log,
                committer,
                background,
                flusher,
                store,
                memory,
                streams,
                writes,
                reader,
                new Retention(streams, writes, store, flusher, committer),
                checkpoints,
                new Compaction(checkpoints, flusher, committer),
                advance,
                branches,
                transactions,
                limits,
                compression,
                options.syncMode(),
                report,
                losses));
    }

    private SegmentOptions segmentOptions() {
        return new SegmentOptions(
                        options.maxSegmentSize(),
                        options.compression(),
                        Math.toIntExact(options.minCompressionSize()),
                        options.maxOpenSegments())
                .withMaxEntriesPerSegment(options.maxEntriesPerSegment())
                .withReading(options.readStrategy(), options.blockCacheSize())
                .withForcesAtOnce(threads.threaded() ? FORCES_AT_ONCE : 1);
    }
}
