package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.ErrorContext;
import io.ironjournal.RecoveryReport;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.Storage;
import io.ironjournal.log.CommitLog;
import io.ironjournal.log.LogFiles;
import io.ironjournal.log.LogRecovery;
import io.ironjournal.log.LogSettings;
import io.ironjournal.log.RecoveredLog;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.sharded.ShardCountMismatchException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Opens what is in a directory, in one direction: manifest → log (end found, cut, unforced tail copied) → replay of what
 * stands above the mark → report. The parts that records are replayed into are made by the wiring, once the log is
 * there.
 */
public final class Recovery {

    /** For a journal of however many shards. */
    public static final int ANY = -1;

    private static final String STREAMS = "streams";

    /** What no creation of a journal leaves behind before it has a log. */
    private static final List<String> OF_A_JOURNAL =
            List.of("catalogue", "checkpoints.log", "cursors", "quarantine", "LOSS", "LOSS.accepted", "SALVAGE");

    private final Storage storage;
    private final LogSettings settings;
    private final CorruptionPolicy policy;
    private final int shards;
    private final long started = System.nanoTime();
    private final List<String> notes = new ArrayList<>();

    /**
     * Begins.
     *
     * @param policy what to do when acknowledged records are damaged
     * @param shards how many shards the journal must have, or gets when it is created; {@link #ANY} for what it has
     */
    public Recovery(Storage storage, LogSettings settings, CorruptionPolicy policy, int shards) {
        this.storage = storage;
        this.settings = settings;
        this.policy = policy;
        this.shards = shards;
    }

    /**
     * A log that is ready, and what is left to be replayed from it.
     *
     * @param manifest what journal this is
     * @param log to append to
     * @param replay what to replay; empty for a new journal
     * @param losses what acknowledged data was lost before, or is now
     */
    public record Opened(Manifest manifest, CommitLog log, Optional<RecoveredLog> replay, LossFile losses) {}

    /** Makes the log ready, or creates the journal where there is none. */
    public Opened openLog() throws IOException {
        ManifestFile manifestFile = new ManifestFile(storage);
        LogRecovery log = LogRecovery.load(settings, policy);
        Optional<Manifest> logged = log.manifest();
        Optional<Manifest> written = manifestFile.read(logged.isPresent());
        if (logged.isEmpty() && !(policy == CorruptionPolicy.TRUNCATE && written.isPresent())) {
            return create(manifestFile, written);
        }
        Manifest manifest = logged.or(() -> written).orElseThrow();
        if (written.isPresent() && !written.get().equals(manifest)) {
            throw new CorruptionException(
                    "MANIFEST names journal " + written.get().journalId()
                            + ", but the commit log belongs to journal " + manifest.journalId()
                            + ": the directory mixes files of two journals",
                    ErrorContext.ofFile(storage.describe(ManifestFile.PATH)),
                    null);
        }
        requireShards(manifest.shardCount());
        LossFile losses = LossFile.load(storage);
        RecoveredLog recovered = log.recover(manifest, losses);
        if (written.isEmpty()) {
            // After the log, whose names are forced by now: a manifest without a log is refused.
            manifestFile.write(manifest);
            notes.add("MANIFEST was missing or damaged and was rebuilt from the commit log");
        }
        notes.addAll(recovered.notes());
        return new Opened(manifest, recovered.log(), Optional.of(recovered), losses);
    }

    private void requireShards(int found) {
        if (shards != ANY && shards != found) {
            String asked = "The journal in " + storage.describe("") + " cannot be opened with " + shards + " shards: ";
            throw new ShardCountMismatchException(
                    found == 0
                            ? asked
                                    + "it was created as a plain journal, and stays one. Open it by Journal.open, or create"
                                    + " a sharded journal in another directory and append its entries there by key."
                            : asked + "it was created with " + found + ", and their number never changes. Open it with "
                                    + found
                                    + ", or create a journal in another directory and append its entries there.");
        }
    }

    /** The log's first segment comes before the manifest: a manifest without a log is a journal that lost its log. */
    private Opened create(ManifestFile manifestFile, Optional<Manifest> written) throws IOException {
        requireNothingElse(written);
        storage.createDirectory(LogFiles.DIRECTORY);
        storage.createDirectory(STREAMS);
        // The directories may be there already, from a process that was killed before it forced their names.
        storage.forceDirectory("");
        Manifest manifest = new Manifest(Math.max(0, shards), UUID.randomUUID());
        CommitLog log = LogRecovery.create(settings, manifest);
        manifestFile.write(manifest);
        return new Opened(manifest, log, Optional.empty(), LossFile.load(storage));
    }

    /** Files of a journal without its log mean that the log was lost, or that its volume is not mounted. */
    private void requireNothingElse(Optional<Manifest> written) throws IOException {
        String found = written.isPresent() ? "MANIFEST" : null;
        for (String name : OF_A_JOURNAL) {
            found = found == null && storage.exists(name) ? name : found;
        }
        if (found == null && SegmentStore.hasStreams(storage)) {
            found = STREAMS;
        }
        if (found != null) {
            throw new SegmentNotFoundException(
                    "The commit log in " + storage.describe(LogFiles.DIRECTORY)
                            + " is missing or has no segments, although " + storage.describe(found)
                            + " belongs to a journal. Mount the log's volume, or restore the whole directory from a copy."
                            + (written.isPresent()
                                    ? " If there is none, open with the corruptionPolicy TRUNCATE, which records the loss and goes"
                                            + " on with what is in segments."
                                    : ""),
                    ErrorContext.ofFile(storage.describe(LogFiles.DIRECTORY)),
                    null);
        }
    }

    /** Tells what happened, after {@link Replay} is done. */
    public RecoveryReport report(Opened opened, Replay replay) {
        Optional<RecoveredLog> recovered = opened.replay();
        notes.addAll(replay.notes());
        return new RecoveryReport(
                recovered.isEmpty(),
                replay.records(),
                replay.entries(),
                recovered.map(RecoveredLog::copiedBytes).orElse(0L),
                recovered.map(RecoveredLog::cutBytes).orElse(0L),
                recovered.map(RecoveredLog::lostRecords).orElse(0L),
                opened.losses().losses(),
                recovered.map(RecoveredLog::quarantine).orElse(List.of()),
                List.copyOf(notes),
                replay.inDoubt(),
                Duration.ofNanos(System.nanoTime() - started));
    }
}
