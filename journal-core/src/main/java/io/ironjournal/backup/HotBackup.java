package io.ironjournal.backup;

import io.ironjournal.BackupReport;
import io.ironjournal.DiskFullException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.flush.Flusher;
import io.ironjournal.flush.Pins;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.log.Committer;
import io.ironjournal.segment.SegmentListing;
import io.ironjournal.spi.log.CommitLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes backups of an open journal:
 *
 * <pre>
 *   passes   copy segments as they are now; each pass copies what is new since the one before
 *   cut      a round of the flusher with a mark; then, before anything else is flushed: the LSN, the files and their
 *            lengths. The pin is taken
 *   rest     copy what is new since the last pass, the files of the root, and the log up to the LSN. The pin is released
 *   end      force everything, write the manifest
 * </pre>
 *
 * The copy is what a crash at the LSN would have left. Appends go on all the time, and rounds do, too: they append to
 * segments behind the lengths of the cut.
 */
public final class HotBackup {

    private static final int MAX_PASSES = 5;

    /** If a pass has copied less, the cut follows. */
    private static final long ENOUGH = 16L << 20;

    private final Storage journal;
    private final UUID journalId;
    private final Flusher flusher;
    private final Committer committer;
    private final CommitLog log;
    private final Pins pins;
    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();

    /**
     * Creates an object that has taken no backup.
     *
     * @param log the commit log, which is in the journal's directory
     */
    public HotBackup(
            Storage journal,
            UUID journalId,
            Flusher flusher,
            Committer committer,
            CommitLog log,
            Pins pins,
            Clock clock) {
        this.journal = journal;
        this.journalId = journalId;
        this.flusher = flusher;
        this.committer = committer;
        this.log = log;
        this.pins = pins;
        this.clock = clock;
    }

    /**
     * Takes a backup.
     *
     * @param to an empty storage
     * @param base an earlier backup, or null
     * @param linking whether sealed segments are hard-linked
     * @param pinLimit how long files are kept for the copy of the rest
     * @param stillOpen throws an exception to end the work
     */
    public BackupReport take(Storage to, @Nullable Storage base, boolean linking, Duration pinLimit, Runnable stillOpen)
            throws IOException {
        running.lock();
        try {
            long start = System.nanoTime();
            stillOpen.run();
            EmptyTarget.require(to, "backup");
            EarlierBackup earlier = base == null ? null : EarlierBackup.open(base, journalId);
            return new BackupRun(journal, to, earlier, linking, stillOpen).run(this, pinLimit, start);
        } finally {
            running.unlock();
        }
    }

    /** Copies segments while they are in use, until little is left. */
    void passes(SegmentCopies segments, ByteCopy bytes) throws IOException {
        for (int pass = 0; pass < MAX_PASSES; pass++) {
            long before = bytes.copied();
            List<SegmentListing.Listed> now = exclusively(() -> SegmentListing.of(journal));
            segments.copyNow(now);
            if (bytes.copied() - before < ENOUGH) {
                return;
            }
        }
    }

    /** Takes the cut and the pin. */
    Cut cut(Duration pinLimit) throws IOException {
        return exclusively(() -> {
            round();
            Cut cut = Cut.take(journal, log.durable(), clock.instant());
            pins.take(pinLimit);
            return cut;
        });
    }

    Pins pins() {
        return pins;
    }

    UUID journalId() {
        return journalId;
    }

    /** Makes all entries so far durable in segments. If there is no space, the journal works on. */
    private void round() throws IOException {
        try {
            committer.requireWorking();
            flusher.lastRound();
        } catch (NoSpaceException | DiskFullException | JournalFailedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            committer.fail(e);
            throw new JournalFailedException(
                    "The entries in memory could not be written to segments for a backup: " + e.getMessage()
                            + ". Close the journal and open it again. The commit log still has them",
                    false,
                    e);
        } catch (Error e) {
            committer.fail(e);
            throw e;
        }
    }

    private interface FileAction<T> {
        T run() throws IOException;
    }

    private <T> T exclusively(FileAction<T> action) throws IOException {
        Supplier<T> unchecked = () -> {
            try {
                return action.run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        try {
            return flusher.runExclusively(unchecked);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
