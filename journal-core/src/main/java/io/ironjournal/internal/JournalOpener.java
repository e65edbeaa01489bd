package io.ironjournal.internal;

import io.ironjournal.CopyReport;
import io.ironjournal.CorruptionException;
import io.ironjournal.DiskFullException;
import io.ironjournal.ErrorContext;
import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalOptions;
import io.ironjournal.RecoveryReport;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.io.DiskStorage;
import io.ironjournal.io.MeasuredStorage;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.log.DiskLimit;
import io.ironjournal.log.FileLogProvider;
import io.ironjournal.log.LogSettings;
import io.ironjournal.management.Registration;
import io.ironjournal.recovery.CopyMark;
import io.ironjournal.recovery.JournalPresence;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.recovery.Recovery;
import io.ironjournal.recovery.RestoredMark;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens journals: takes the lock, recovers, and assembles the parts. */
public final class JournalOpener {

    private final JournalOptions options;
    private final Storage storage;
    private final Threads threads;
    private final @Nullable DiskLimit limit;

    /** The required number of shards; 0 for a plain journal, or {@link Recovery#ANY}. */
    private final int shards;

    private final Logs logs;
    private final boolean shownByJmx;
    private final Clock clock;

    /**
     * Runs if the log cannot prepare its next segment. Before it is set, the log's own next use reports the failure.
     */
    private final AtomicReference<@Nullable EngineAssembly> started = new AtomicReference<>();

    private JournalOpener(
            JournalOptions options, Storage storage, Threads threads, int shards, Logs logs, Clock clock) {
        MeasuredStorage measured = options.maxDiskSpace() == 0 ? null : new MeasuredStorage(storage);
        this.options = options;
        this.storage = measured == null ? storage : measured;
        this.limit = measured == null ? null : limit(options, measured);
        this.shownByJmx = options.jmx() && threads.threaded() && storage instanceof DiskStorage;
        this.threads = threads;
        this.shards = shards;
        this.logs = logs;
        this.clock = clock;
    }

    private static DiskLimit limit(JournalOptions options, MeasuredStorage measured) {
        long logReserve = options.commitLog().isEmpty() ? 2 * options.logBudget() : 0;
        return new DiskLimit(
                measured.describe(""),
                options.maxDiskSpace(),
                logReserve,
                options.maxSegmentSize(),
                options.maxEntriesPerSegment(),
                measured.use());
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
     * @param threaded whether the journal has its own threads, or its callers do all the work
     */
    public static Journal open(JournalOptions options, Storage storage, boolean threaded) {
        return open(options, storage, threaded, chosen(options));
    }

    /** Chooses a journal's commit log. */
    public interface Logs {

        /**
         * Chooses a log.
         *
         * @param files the log in files of the journal's directory
         */
        LogProvider choose(LogProvider files);
    }

    private static Logs chosen(JournalOptions options) {
        return files -> options.commitLog().orElse(files);
    }

    /** Opens a journal with another commit log. */
    public static Journal open(JournalOptions options, Storage storage, boolean threaded, Logs logs) {
        return open(options, storage, threaded, logs, Clock.systemUTC());
    }

    /** Opens a journal with another commit log and clock. */
    public static Journal open(JournalOptions options, Storage storage, boolean threaded, Logs logs, Clock clock) {
        return open(options, 0, storage, threaded, logs, clock, (assembly, journal) -> journal);
    }

    /** Opens a sharded journal with another commit log. */
    public static ShardedJournal openSharded(JournalOptions options, int shards, Storage storage, boolean threaded) {
        return openSharded(options, shards, storage, threaded, Clock.systemUTC());
    }

    /** Opens a sharded journal with another commit log and clock. */
    public static ShardedJournal openSharded(
            JournalOptions options, int shards, Storage storage, boolean threaded, Clock clock) {
        if (shards < 1 || shards > ShardedJournal.MAX_SHARDS) {
            throw new IllegalArgumentException(
                    "A sharded journal has 1 to " + ShardedJournal.MAX_SHARDS + " shards, not " + shards);
        }
        return open(options, shards, storage, threaded, chosen(options), clock, EngineAssembly::sharded);
    }

    /** Copies a journal on the disk into a new one. */
    public static CopyReport copy(JournalOptions source, JournalOptions target) {
        return copy(source, target, JournalOpener::disk, true);
    }

    /**
     * Copies a journal on any storage into a new one.
     *
     * @param storages opens the storage of a journal; called once more for the target when its journal is closed
     */
    public static CopyReport copy(
            JournalOptions source,
            JournalOptions target,
            Function<JournalOptions, Storage> storages,
            boolean threaded) {
        JournalOptions existing = source.toBuilder().mustExist(true).build();
        JournalOptions created = target.toBuilder().mustExist(false).build();
        try (JournalEngine from =
                openInACopy(existing, Recovery.ANY, storages.apply(existing), threaded, chosen(existing))) {
            ContentCopy.requireCopyable(from, created);
            int shards = from.writer().writes().shardCount();
            CopyReport report;
            Storage storage = storages.apply(created);
            Logs log = files -> new CopyTargetLog(chosen(created).choose(files), storage);
            try (JournalEngine to = openInACopy(created, shards, storage, threaded, log)) {
                report = new ContentCopy(from, to).run(storage);
            }
            try (Storage closed = storages.apply(created)) {
                CopyMark.end(closed);
            }
            return report;
        } catch (IOException e) {
            throw new JournalIOException(
                    "The journal in " + source.root() + " could not be copied: " + e.getMessage(), e);
        }
    }

    /** Opens the source or the target of a copy. */
    static JournalEngine openInACopy(JournalOptions options, int shards, Storage storage, boolean threaded, Logs log) {
        return open(options, shards, storage, threaded, log, Clock.systemUTC(), JournalKind.IN_A_COPY);
    }

    private static <T> T open(
            JournalOptions options,
            int shards,
            Storage storage,
            boolean threaded,
            Logs logs,
            Clock clock,
            JournalKind<T> kind) {
        Threads threads = threaded ? Threads.own() : Threads.none();
        boolean opened = false;
        try {
            T journal = new JournalOpener(options, storage, threads, shards, logs, clock).open(kind);
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

    private <T> T open(JournalKind<T> kind) throws IOException {
        boolean elsewhere =
                options.commitLog().filter(LogProvider::survivesDirectory).isPresent();
        JournalPresence.check(storage, options.mustExist() && !elsewhere);
        Closeable lock = storage.lock();
        boolean opened = false;
        try {
            T journal = recover(lock, kind);
            opened = true;
            return journal;
        } finally {
            if (!opened) {
                Closing.quietly(lock);
            }
        }
    }

    private <T> T recover(Closeable lock, JournalKind<T> kind) throws IOException {
        JournalFigures figures = new JournalFigures(storage.describe(""), threads.callbacks());
        LogSettings settings = new LogSettings(
                storage,
                Math.toIntExact(options.logSegmentSize()),
                options.logBudget(),
                threads.preparer(),
                this::preparationFailed,
                figures);
        LossFile losses = LossFile.load(storage, figures.events()::loss);
        OpeningParts parts =
                new OpeningParts(options, storage, threads, clock, losses, RestoredMark.load(storage), figures, limit);
        LogProvider log = logs.choose(new FileLogProvider(settings, losses::salvaging));
        Recovery recovery = new Recovery(storage, log, losses, options.corruptionPolicy(), shards, options.mustExist());
        Recovery.Opened opened = recovery.openLog();
        boolean assembled = false;
        try {
            T journal;
            try {
                journal = assemble(recovery, opened, parts, lock, kind);
            } catch (CorruptionException e) {
                if (opened.files() != Recovery.Files.REUSED) {
                    throw e;
                }
                journal = assemble(recovery, recovery.rebuild(opened, e), parts, lock, kind);
            }
            assembled = true;
            return journal;
        } finally {
            if (!assembled) {
                Closing.quietly(opened.log());
            }
        }
    }

    private <T> T assemble(
            Recovery recovery, Recovery.Opened opened, OpeningParts parts, Closeable lock, JournalKind<T> kind)
            throws IOException {
        EngineAssembly assembly = new EngineAssembly(parts, opened);
        RecoveryReport report = assembly.recover(recovery, opened);
        parts.figures().opened(report.recordsReplayed());
        assembly.start(opened, kind.maintained());
        started.set(assembly);
        Registration shown =
                new Registration(Printable.path(options.root().toAbsolutePath().normalize()));
        JournalEngine engine = assembly.journal(
                parts.restored(),
                () -> {
                    shown.close();
                    lock.close();
                },
                report);
        T journal = kind.of(assembly, engine);
        OpeningNotice.log(storage.describe(""), opened, report);
        if (shownByJmx) {
            shown.show(engine, journal instanceof ShardedEngine sharded ? sharded.streams() : List.of());
        }
        return journal;
    }

    private void preparationFailed(Throwable cause) {
        EngineAssembly assembly = started.get();
        if (assembly != null) {
            assembly.preparationFailed(cause);
        }
    }
}
