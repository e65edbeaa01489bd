package io.ironjournal.internal;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.RecoveryReport;
import io.ironjournal.SyncMode;
import io.ironjournal.branch.BranchTable;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.log.Committer;
import io.ironjournal.log.LogSettings;
import io.ironjournal.log.RecoveredLog;
import io.ironjournal.recovery.Recovery;
import io.ironjournal.recovery.Replay;
import io.ironjournal.segment.SegmentOptions;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.stream.Flusher;
import io.ironjournal.stream.Retention;
import io.ironjournal.stream.StreamReader;
import io.ironjournal.stream.StreamReplay;
import io.ironjournal.stream.Streams;
import io.ironjournal.stream.TailMemory;
import io.ironjournal.stream.WriteLimits;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;

/** Opens journals: takes the lock, recovers, and puts the parts together. */
public final class JournalOpener {

    private final JournalOptions options;
    private final Storage storage;
    private final Threads threads;

    private JournalOpener(JournalOptions options, Storage storage, Threads threads) {
        this.options = options;
        this.storage = storage;
        this.threads = threads;
    }

    /** Opens a journal on the disk. */
    public static Journal open(JournalOptions options) {
        return open(options, new DiskStorage(options.root()), true);
    }

    /**
     * Opens a journal on any storage.
     *
     * @param threaded whether it has threads of its own, or does everything in its callers
     */
    public static Journal open(JournalOptions options, Storage storage, boolean threaded) {
        Threads threads = threaded ? Threads.own() : Threads.none();
        boolean opened = false;
        try {
            Journal journal = new JournalOpener(options, storage, threads).open();
            opened = true;
            return journal;
        } catch (NoSpaceException e) {
            throw new DiskFullException(
                    "Opening the journal in " + storage.describe("") + " needs space: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new JournalIOException(
                    "The journal in " + storage.describe("") + " cannot be opened: " + e.getMessage(), e);
        } finally {
            if (!opened) {
                threads.close();
                Closing.quietly(storage);
            }
        }
    }

    private Journal open() throws IOException {
        Closeable lock = storage.lock();
        boolean opened = false;
        try {
            Journal journal = recover(lock);
            opened = true;
            return journal;
        } finally {
            if (!opened) {
                Closing.quietly(lock);
            }
        }
    }

    private Journal recover(Closeable lock) throws IOException {
        Background background = new Background(threads.callbacks());
        LogSettings settings = new LogSettings(
                storage,
                options.logSegmentSize(),
                options.logBudget(),
                threads.preparer(),
                background::preparationFailed);
        Recovery recovery = new Recovery(storage, settings, options.corruptionPolicy());
        Recovery.Opened opened = recovery.openLog();
        TailMemory memory = new TailMemory(options.maxTailMemory(), background);
        SegmentStore store = new SegmentStore(
                storage,
                opened.manifest().journalId(),
                new SegmentOptions(
                                options.maxSegmentSize(),
                                options.compression(),
                                options.minCompressionSize(),
                                options.maxOpenSegments())
                        .withMaxEntriesPerSegment(options.maxEntriesPerSegment())
                        .withReading(options.readStrategy(), options.blockCacheSize()));
        Streams streams = new Streams(store, memory);
        Committer committer = new Committer(opened.log(), background, threads.callbacks(), threads.threaded());
        PreparedBranches prepared = new PreparedBranches(committer);
        long mark = opened.replay().map(RecoveredLog::mark).orElse(0L);
        long flushed = opened.replay().map(RecoveredLog::flushed).orElse(0L);
        Flusher flusher =
                new Flusher(streams, store, memory, committer, opened.log(), prepared, mark, options.logBudget());
        WriteLimits limits = new WriteLimits(options.maxEntrySize(), options.maxTransactionSize());
        RecoveryReport report;
        try {
            StreamReplay streamReplay = new StreamReplay(streams, store);
            Replay replay = new Replay(streamReplay, prepared, flushed, flusher);
            if (opened.replay().isPresent()) {
                if (opened.losses().salvaging()) {
                    streamReplay.salvage();
                }
                replay.run(opened.replay().get());
                opened.log().trim(mark);
            }
            if (opened.losses().salvaging()) {
                flusher.lastRound();
                opened.losses().salvaged();
            }
            report = recovery.report(opened, replay);
        } catch (IOException | RuntimeException | Error e) {
            committer.close();
            Closing.quietly(opened.log());
            Closing.quietly(store);
            throw e;
        }
        BranchTable branches = new BranchTable(
                opened.manifest().journalId(),
                streams,
                committer,
                prepared,
                limits,
                options.maxTailMemory(),
                Clock.systemUTC());
        background.start(committer, flusher, threads.threaded());
        if (options.syncMode() == SyncMode.ASYNC && threads.threaded()) {
            background.startSync(committer, options.syncInterval());
        }
        return new JournalEngine(new EngineParts(
                storage,
                lock,
                threads,
                opened.log(),
                committer,
                background,
                flusher,
                store,
                memory,
                streams,
                new StreamReader(streams),
                new Retention(streams, store, flusher, committer),
                prepared,
                branches,
                limits,
                options.syncMode(),
                report,
                opened.losses()));
    }
}
