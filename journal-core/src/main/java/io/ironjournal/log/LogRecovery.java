package io.ironjournal.log;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Recovers the log after a crash. The log end is the first place without a valid record. These questions tell a torn
 * tail from corruption:
 *
 * <pre>
 *  does a valid header know a durable LSN above the log end?  yes: acknowledged records are damaged. Recovery refuses to open,
 *                                                                  or with the policy TRUNCATE discards them and records
 *                                                                  the loss
 *                                                             no:  torn tail, which is discarded
 *  must another segment follow the newest one?                yes: segments are missing; refused or recorded
 *  is there a gap in the chain of segments above the mark?    yes: likewise; segments behind the gap are set aside
 * </pre>
 *
 * Damage below a mark that follows it does not matter: recovery continues at that mark. Discarded bytes are kept in
 * quarantine.
 *
 * <p>A valid record that is not proven durable may be in the page cache but not on the disk. Recovery copies such
 * records to a fresh segment and forces it before they are read. The header of the fresh segment says that the previous
 * segment ends where the copy begins, so that later bytes of that segment never count again. Then the previous segment
 * gets a name that contains the base of the fresh one, so that the fresh one cannot be lost without an error.
 */
public final class LogRecovery {

    private final LogSettings settings;
    private final Storage storage;
    private final boolean tolerant;
    private final LostSegments lost;
    private final List<String> notes = new ArrayList<>();

    private LogChain chain;

    private LogRecovery(LogSettings settings, LogChain chain, boolean tolerant) {
        this.settings = settings;
        this.storage = settings.storage();
        this.chain = chain;
        this.tolerant = tolerant;
        this.lost = new LostSegments(storage, chain);
    }

    /**
     * Reads the headers of the log's segments.
     *
     * @param policy whether to open when acknowledged records are damaged or missing
     */
    public static LogRecovery load(LogSettings settings, CorruptionPolicy policy) throws IOException {
        boolean tolerant = policy == CorruptionPolicy.TRUNCATE;
        return new LogRecovery(settings, LogChain.load(settings.storage(), tolerant), tolerant);
    }

    /** Creates the log of a new journal, with its first segment. */
    public static CommitLog create(LogSettings settings, Manifest manifest) throws IOException {
        return create(settings, manifest, 0);
    }

    private static CommitLog create(LogSettings settings, Manifest manifest, long base) throws IOException {
        deleteUnfinished(settings.storage());
        LogSegmentHeader header = new LogSegmentHeader(
                manifest.shardCount(),
                manifest.journalId(),
                settings.segmentSize(),
                base,
                0,
                base,
                base,
                LogSegmentFiles.newSalt());
        LogSegment first = LogSegmentFiles.create(settings.storage(), header, null, null);
        LogSegments segments = new LogSegments(settings, manifest, List.of(new LiveSegment(header)), List.of(), base);
        segments.prepared().keepSpareSoon();
        return new FileCommitLog(segments, first, base + LogSegmentHeader.SIZE);
    }

    /** Returns the identity of the journal in the newest segment; empty when there is no log. */
    public Optional<Manifest> manifest() {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        LogSegmentHeader newest = chain.newest();
        return Optional.of(new Manifest(newest.shardCount(), newest.journalId()));
    }

    /**
     * Finds the log end, makes the log durable up to there, and readies it for reading and appending.
     *
     * @param losses records what acknowledged data is lost, before anything is changed
     * @param salvaging whether files may still hold discarded records, of this opening or an earlier one
     * @throws CorruptionException when acknowledged records are damaged or missing, and the policy does not allow it
     */
    public OpenedLog recover(Manifest manifest, LogContext losses, BooleanSupplier salvaging) throws IOException {
        LogEnd end = findEnd();
        if (end == null) {
            return beginAgain(manifest, losses);
        }
        boolean damaged = end.isDamaged() || lost.any(chain);
        if (damaged) {
            acceptDamage(end);
        }
        // A killed process may have left names unforced that are about to be built on, or files that are used again.
        storage.forceDirectory(LogFiles.DIRECTORY);
        List<String> quarantine = discardTail(end, damaged, losses);
        deleteUnfinished(storage);
        RecoveredSpares spares = RecoveredSpares.find(settings);
        SegmentRenaming renaming = new SegmentRenaming(storage, chain, spares);
        renaming.retireReplaced();
        // After a loss no LSN may be used twice, not even a lost one.
        long base = Math.max(chain.newest().limit(), damaged ? LostSegments.baseAboveAll() : 0);
        LogSegment fresh =
                new FreshSegment(settings, chain, end, base, salvaging.getAsBoolean()).create(spares.paths());
        List<LogChain.Link> kept = chain.linksUpTo(fresh.header().previousEnd());
        try {
            lost.fillUp(kept);
            renaming.nameSuccessors(kept, fresh.header());
        } catch (Throwable e) {
            fresh.file().close();
            throw e;
        }
        long lostRecords = damaged ? end.lostRecords(lost) : 0;
        long copied = fresh.header().durable() - fresh.header().base() - LogSegmentHeader.SIZE;
        return new OpenedFileLog(
                manifest,
                fresh.header().base(),
                ready(manifest, fresh, kept, spares, end.lowWaterMark()),
                end.lowWaterMark(),
                new FileLogReport(copied, end.tail().length(), lostRecords, notes, quarantine));
    }

    private void acceptDamage(LogEnd end) {
        if (!tolerant) {
            throw end.damage();
        }
        end.extendTailToAcknowledged();
    }

    /** Returns the deletions of streams in discarded records. */
    private List<LogRecord> deletions(LogEnd end) {
        List<LogRecord> deletions = new ArrayList<>(end.tail().deletions());
        deletions.addAll(lost.deletions());
        return deletions;
    }

    private FileCommitLog ready(
            Manifest manifest, LogSegment fresh, List<LogChain.Link> kept, RecoveredSpares spares, long lowWaterMark) {
        List<LiveSegment> live = new ArrayList<>();
        kept.forEach(link -> live.add(link.segment()));
        live.add(new LiveSegment(fresh.header()));
        LogSegments segments = new LogSegments(settings, manifest, live, spares.paths(), lowWaterMark);
        segments.prepared().keepSpareSoon();
        return new FileCommitLog(segments, fresh, fresh.header().durable());
    }

    /** Begins a new log above all LSNs that were used, when nothing is left of the log and the policy allows the loss. */
    private OpenedLog beginAgain(Manifest manifest, LogContext losses) throws IOException {
        losses.lost(
                "The commit log in " + storage.describe(LogFiles.DIRECTORY)
                        + " is missing or cannot be read: all records that were not in segments are lost"
                        + lost.describe(),
                lost.deletions());
        List<String> quarantine = lost.setAside();
        storage.createDirectory(LogFiles.DIRECTORY);
        storage.forceDirectory("");
        long base = LostSegments.baseAboveAll();
        CommitLog log = create(settings, manifest, base);
        return new OpenedFileLog(manifest, base, log, base, new FileLogReport(0, 0, lost.records(), notes, quarantine));
    }

    /**
     * Reads the log to its end.
     *
     * @return null when there is no segment that can be read
     */
    private @Nullable LogEnd findEnd() throws IOException {
        while (!chain.isEmpty()) {
            LogEnd end = new LogEnd(storage, chain);
            end.passDamageBelowMarks(notes);
            if (!tolerant) {
                end.requireReachable();
            }
            if (end.isReachable()) {
                return end;
            }
            // Records behind the gap cannot be applied to those before it.
            lost.add(chain.links());
            chain = chain.beforeGap();
        }
        if (!tolerant) {
            throw new IllegalStateException("There is no log");
        }
        return null;
    }

    /**
     * Keeps what follows the log end, and segments that are lost, in quarantine. Records a loss before anything is
     * changed.
     *
     * @return the files that keep it
     */
    private List<String> discardTail(LogEnd end, boolean damaged, LogContext losses) throws IOException {
        List<String> quarantine = quarantine(end, damaged);
        if (damaged) {
            losses.lost(end.describeLoss(quarantine, lost), deletions(end));
        } else if (!quarantine.isEmpty()) {
            logTornTail(end.tail(), quarantine);
        }
        quarantine.addAll(lost.setAside());
        return quarantine;
    }

    /** A torn tail was never forced: a full disk is no reason not to open. */
    private List<String> quarantine(LogEnd end, boolean damaged) throws IOException {
        try {
            return end.tail().quarantine();
        } catch (NoSpaceException e) {
            if (damaged) {
                throw e;
            }
            notes.add("There was no space to keep the " + end.tail().length()
                    + " bytes of torn records that were discarded at " + end.place());
            return new ArrayList<>();
        }
    }

    private void logTornTail(TornTail torn, List<String> quarantine) {
        System.getLogger("io.ironjournal")
                .log(
                        System.Logger.Level.WARNING,
                        "{0} bytes of torn records, which were never forced, were discarded from the commit log in"
                                + " {1}, and are kept in {2}",
                        torn.length(),
                        storage.describe(LogFiles.DIRECTORY),
                        String.join(", ", quarantine));
    }

    private static void deleteUnfinished(Storage storage) throws IOException {
        for (String name : storage.list(LogFiles.DIRECTORY)) {
            if (LogFiles.isNew(name)) {
                storage.delete(LogFiles.DIRECTORY + "/" + name);
            }
        }
    }
}
