package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalNotFoundException;
import io.ironjournal.RecoveryReport;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.flush.BuiltFile;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.Storage;
import io.ironjournal.log.DividedLog;
import io.ironjournal.log.RetainedLog;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.spi.log.LogReport;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens or creates a journal in a directory, in these steps: read the manifest, recover the log, replay the records
 * above the low-water mark, report. The engine's parts, into which records are replayed, are created after the log is
 * open.
 */
public final class Recovery {

    /** Accepts an existing journal with any number of shards, as a copy of a journal does. */
    public static final int ANY = RequiredShards.ANY;

    private static final String STREAMS = "streams";

    /** Names that exist only after the journal has a log. */
    private static final List<String> OF_A_JOURNAL = List.of(
            "catalogue",
            "checkpoints.log",
            "cursors",
            "quarantine",
            "LOSS",
            "LOSS.accepted",
            RestoredMark.PATH,
            "SALVAGE",
            BuiltFile.PATH);

    private final Storage storage;
    private final LogProvider logs;
    private final LossFile losses;
    private final CorruptionPolicy policy;
    private final RequiredShards shards;
    private final boolean mustExist;
    private final long started = System.nanoTime();
    private final List<String> notes = new ArrayList<>();

    /**
     * Begins a recovery.
     *
     * @param logs opens the commit log
     * @param losses the losses of acknowledged data so far
     * @param policy whether to open when acknowledged records are damaged
     * @param shards how many shards the journal must have, or gets when it is created; 0 for a plain journal,
     *     {@link #ANY} for any number
     * @param mustExist whether no journal may be created
     */
    public Recovery(
            Storage storage,
            LogProvider logs,
            LossFile losses,
            CorruptionPolicy policy,
            int shards,
            boolean mustExist) {
        this.storage = storage;
        this.logs = logs;
        this.losses = losses;
        this.policy = policy;
        this.shards = new RequiredShards(shards);
        this.mustExist = mustExist;
    }

    /**
     * An open log.
     *
     * @param manifest the identity of the journal
     * @param log the log, ready for reading and appending
     * @param scan what replay needs to know before the first record; empty for a new journal
     * @param files what the files of the directory are
     */
    public record Opened(Manifest manifest, OpenedLog log, Optional<LogScan> scan, Files files) {}

    /** What the files of the directory are. */
    public enum Files {
        /** With the log in the directory, they are the journal. */
        SOURCE,
        /** They were built from a log elsewhere, by an earlier process. */
        REUSED,
        /** They are built from a log elsewhere, from the beginning. */
        REBUILT;

        /** Returns whether the files can be built again. */
        public boolean areBuilt() {
            return this != SOURCE;
        }
    }

    /** Tells the log whether a loss is acceptable, and records losses. */
    private final class Context implements LogContext {

        @Override
        public boolean acceptsLoss() {
            return policy == CorruptionPolicy.TRUNCATE;
        }

        @Override
        public void lost(String loss, List<LogRecord> discarded) throws IOException {
            losses.lost(loss, LogScan.deletions(discarded));
        }
    }

    /** Opens the log, or creates a journal when there is none. */
    public Opened openLog() throws IOException {
        LogContext context = new Context();
        ManifestFile manifestFile = new ManifestFile(storage);
        Optional<Manifest> logged = logs.find(context).map(Recovery::manifest);
        if (logged.isEmpty() && !logs.survivesDirectory()) {
            BuiltFiles.requireNone(storage);
        }
        Optional<Manifest> written = manifestFile.read(logged.isPresent());
        if (logged.isEmpty() && !(context.acceptsLoss() && written.isPresent())) {
            return create(context, manifestFile, written);
        }
        Manifest manifest = logged.or(() -> written).orElseThrow();
        if (written.isPresent() && !written.get().equals(manifest)) {
            throw new CorruptionException(
                    "MANIFEST belongs to journal " + written.get().journalId()
                            + ", but the commit log belongs to journal " + manifest.journalId()
                            + ". The directory contains files of two journals. Move the files of the other journal out of it",
                    ErrorContext.ofFile(storage.describe(ManifestFile.PATH)),
                    null);
        }
        requireSuitable(manifest);
        return logs.survivesDirectory()
                ? openElsewhere(context, manifestFile, manifest, written)
                : openHere(context, manifestFile, manifest, written);
    }

    /** Opens the log in the directory. */
    private Opened openHere(
            LogContext context, ManifestFile manifestFile, Manifest manifest, Optional<Manifest> written)
            throws IOException {
        OpenedLog log = DividedLog.of(logs.open(context, identity(manifest)));
        try {
            if (written.isEmpty()) {
                // After the log, whose names are forced by now, since a manifest without a log is refused.
                manifestFile.write(manifest);
                notes.add("MANIFEST was missing or damaged and was rebuilt from the commit log");
            }
            notes.addAll(log.report().notes());
            LogScan scan = LogScan.of(log, losses.deletions());
            if (scan.flushMark().flushed() == 0 && scan.flushMark().lowWaterMark() == 0) {
                // A process that created the journal may have been killed before it created this directory.
                storage.createDirectory(STREAMS);
            }
            return new Opened(manifest, log, Optional.of(scan), Files.SOURCE);
        } catch (IOException | RuntimeException | Error e) {
            closeQuietly(log, e);
            throw e;
        }
    }

    /** Opens a log that has everything, and uses or discards the files that were built from it. */
    private Opened openElsewhere(
            LogContext context, ManifestFile manifestFile, Manifest manifest, Optional<Manifest> written)
            throws IOException {
        if (written.isEmpty()) {
            requireNoFiles(written);
        }
        OpenedLog log = RetainedLog.of(DividedLog.of(logs.open(context, identity(manifest))));
        try {
            notes.addAll(log.report().notes());
            Optional<FlushMark> built = written.isEmpty() ? Optional.empty() : BuiltFiles.usable(storage, log);
            if (built.isPresent()) {
                return new Opened(manifest, log, Optional.of(LogScan.above(built.get(), log)), Files.REUSED);
            }
            manifestFile.writeForced(manifest);
            return rebuild(manifest, log);
        } catch (IOException | RuntimeException | Error e) {
            closeQuietly(log, e);
            throw e;
        }
    }

    /** Discards files that turned out to be unusable, so that they are built again. */
    public Opened rebuild(Opened opened, CorruptionException unusable) throws IOException {
        notes.add("The files of the directory are built again from the log: " + unusable.getMessage());
        return rebuild(opened.manifest(), opened.log());
    }

    private Opened rebuild(Manifest manifest, OpenedLog log) throws IOException {
        LogScan scan = LogScan.ofAll(log);
        BuiltFiles.discard(storage);
        storage.createDirectory(STREAMS);
        return new Opened(manifest, log, Optional.of(scan), Files.REBUILT);
    }

    private static void closeQuietly(OpenedLog log, Throwable failure) {
        try {
            log.close();
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    private static Manifest manifest(LogIdentity identity) {
        return new Manifest(identity.shardCount(), identity.journalId());
    }

    private static LogIdentity identity(Manifest manifest) {
        return new LogIdentity(manifest.journalId(), manifest.shardCount());
    }

    private void requireSuitable(Manifest manifest) {
        losses.requireJournal(manifest.journalId());
        shards.check(storage.describe(""), manifest.shardCount());
    }

    /** Creates a journal. The log comes before the manifest: a manifest without a log is a journal that lost its log. */
    private Opened create(LogContext context, ManifestFile manifestFile, Optional<Manifest> written)
            throws IOException {
        requireNoFiles(written);
        if (mustExist) {
            throw new JournalNotFoundException("There is no " + logs.describe()
                    + ", and the option mustExist forbids creating one. Check the address and the name");
        }
        storage.createDirectory(STREAMS);
        Manifest manifest = new Manifest(shards.ofNew(), UUID.randomUUID());
        OpenedLog log = DividedLog.of(logs.create(context, identity(manifest)));
        if (logs.survivesDirectory()) {
            manifestFile.writeForced(manifest);
            return new Opened(manifest, RetainedLog.of(log), Optional.empty(), Files.REBUILT);
        }
        manifestFile.write(manifest);
        return new Opened(manifest, log, Optional.empty(), Files.SOURCE);
    }

    /**
     * Refuses files of a journal that do not belong to the log: a log in files was lost, or its volume is not mounted, or
     * the options name another log.
     */
    private void requireNoFiles(Optional<Manifest> written) throws IOException {
        String found = written.isPresent() ? "MANIFEST" : null;
        for (String name : OF_A_JOURNAL) {
            found = found == null && storage.exists(name) ? name : found;
        }
        if (found == null && SegmentStore.hasStreams(storage)) {
            found = STREAMS;
        }
        if (found != null) {
            throw new SegmentNotFoundException(
                    "The commit log in " + logs.describe()
                            + " is missing or has no segments, although " + storage.describe(found)
                            + " belongs to a journal. Mount the log's volume, or restore the whole directory from a copy."
                            + (logs.survivesDirectory()
                                    ? " If the directory is not needed, use another, empty directory."
                                    : "")
                            + (written.isPresent() && !logs.survivesDirectory()
                                    ? " If there is no copy, open with the corruptionPolicy TRUNCATE, which records the loss and"
                                            + " opens with what is in segments."
                                    : ""),
                    ErrorContext.ofFile(logs.describe()),
                    null);
        }
    }

    /** Reports what recovery did, after {@link Replay} is done. */
    public RecoveryReport report(Opened opened, Replay replay) {
        LogReport log = opened.log().report();
        notes.addAll(replay.notes());
        return new OpeningReport(
                opened.scan().isEmpty(),
                replay.records(),
                replay.entries(),
                replay.streams(),
                log.copiedBytes(),
                log.discardedBytes(),
                log.lostRecords(),
                losses.losses(),
                log.keptIn(),
                List.copyOf(notes),
                replay.inDoubt(),
                Duration.ofNanos(System.nanoTime() - started));
    }
}
