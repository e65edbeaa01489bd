package io.ironjournal.log;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.RecordType;
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
 * Recovers the log after a crash. The first place without a valid record is the log end, if nothing behind it proves that it
 * was durable once:
 *
 * <pre>
 *  later valid header with a durable LSN above it?   yes: damage to acknowledged data, refused,
 *                                                         or by the policy TRUNCATE cut like a torn tail, and recorded
 *                                                    no:  torn; cut there, kept in quarantine
 *  newest segment says that another follows?         yes: segments are missing, refused, or recorded
 *  gap in the chain of segments above the mark?      yes: likewise; what follows the gap is set aside
 * </pre>
 *
 * Damage below a mark that stands behind it does not matter: reading goes on at that mark.
 *
 * <p>What is valid but not proven durable, the page cache may show without the disk having it. It is copied to a fresh
 * segment, forced there and only then read. The fresh segment's header tells that the previous one ends where the
 * copy begins, so that nothing behind that ever returns. Then the previous one is renamed to a name that carries the fresh
 * one's, so that the fresh one cannot be lost without an error.
 */
public final class LogRecovery {

    private final LogSettings settings;
    private final Storage storage;
    private final boolean tolerant;
    private final LostSegments lost;
    private final List<String> notes = new ArrayList<>();

    /** Deletions of streams in what was cut. */
    private final List<LogRecord> deletions = new ArrayList<>();

    private LogChain chain;
    private FlushMark flushMark = FlushMark.NONE;

    /** Whether the newest mark stands behind damage, where readers do not come to it. */
    private boolean markCut;

    private long durable;
    private long cut;

    /** The base of a segment that must be there, and is not; 0 when nothing proves that one is missing. */
    private long missing;

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
     * @param policy what to do when acknowledged records are damaged or missing
     */
    public static LogRecovery load(LogSettings settings, CorruptionPolicy policy) throws IOException {
        boolean tolerant = policy == CorruptionPolicy.TRUNCATE;
        return new LogRecovery(settings, LogChain.load(settings.storage(), tolerant), tolerant);
    }

    /** Makes the first segment of a new journal. */
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
        segments.keepSpareSoon();
        return new FileCommitLog(segments, first, base + LogSegmentHeader.SIZE);
    }

    /** What the newest segment says of the journal; empty when there is no log. */
    public Optional<Manifest> manifest() {
        if (chain.isEmpty()) {
            return Optional.empty();
        }
        LogSegmentHeader newest = chain.newest();
        return Optional.of(new Manifest(newest.shardCount(), newest.journalId()));
    }

    /**
     * Decides what the log holds, makes that durable, and readies the log for reading and for appending.
     *
     * @param losses records what acknowledged data is lost, before anything is changed
     * @param salvaging whether files may still hold what was cut off the log, now or by an earlier opening
     * @throws CorruptionException when acknowledged records are damaged or missing, and the policy does not allow it
     */
    public OpenedLog recover(Manifest manifest, LogContext losses, BooleanSupplier salvaging) throws IOException {
        TornEnd torn = findEnd();
        if (torn == null) {
            return beginAgain(manifest, losses);
        }
        boolean damaged = isDamaged(torn);
        if (damaged) {
            if (!tolerant) {
                throw damage();
            }
            torn.extendTo(Math.max(durable, torn.provenDurable()));
            deletions.addAll(torn.deletions());
            deletions.addAll(lost.deletions());
        }
        durable = Math.min(durable, cut);
        // A killed process may have left names unforced that are about to be built on, or files that are used again.
        storage.forceDirectory(LogFiles.DIRECTORY);
        List<String> quarantine = quarantine(torn, damaged);
        if (damaged) {
            losses.lost(describeLoss(torn, quarantine));
        } else if (!quarantine.isEmpty()) {
            logTornTail(torn, quarantine);
        }
        quarantine.addAll(lost.setAside());
        deleteUnfinished(storage);
        RecoveredSpares spares = RecoveredSpares.find(settings);
        if (spares.paths().isEmpty()) {
            retire(chain.outside(), spares);
        }
        // After a loss no LSN may be used twice, not even one that was lost.
        long base = Math.max(chain.newest().limit(), damaged ? LostSegments.baseAboveAll() : 0);
        FreshSegment plan =
                new FreshSegment(settings, chain, flushMark, markCut, base, durable, cut, salvaging.getAsBoolean());
        LogSegment fresh = plan.create(spares.paths());
        flushMark = flushMark.at(mark(), plan.flushed());
        List<LogChain.Link> kept = chain.linksUpTo(fresh.header().previousEnd());
        try {
            lost.fillUp(kept);
            nameSuccessor(kept, fresh.header(), spares);
        } catch (Throwable e) {
            fresh.file().close();
            throw e;
        }
        return ready(manifest, fresh, kept, spares, torn, damaged, quarantine);
    }

    private OpenedLog ready(
            Manifest manifest,
            LogSegment fresh,
            List<LogChain.Link> kept,
            RecoveredSpares spares,
            TornEnd torn,
            boolean damaged,
            List<String> quarantine) {
        List<LiveSegment> live = new ArrayList<>();
        kept.forEach(link -> live.add(link.segment()));
        live.add(new LiveSegment(fresh.header()));
        LogSegments segments = new LogSegments(settings, manifest, live, spares.paths(), mark());
        segments.keepSpareSoon();
        FileCommitLog log = new FileCommitLog(segments, fresh, fresh.header().durable());
        long copied = fresh.header().durable() - fresh.header().base() - LogSegmentHeader.SIZE;
        return new OpenedFileLog(
                manifest,
                fresh.header().base(),
                log,
                mark(),
                deletions,
                new FileLogReport(copied, torn.length(), damaged ? lostRecords(torn) : 0, notes, quarantine));
    }

    /** How many there are at the least. */
    private long lostRecords(TornEnd torn) {
        return (torn.length() > 0 ? torn.records() : 0) + lost.records();
    }

    /** Nothing is left of the log, and the loss may be recorded: begins another one, above all LSNs that were used. */
    private OpenedLog beginAgain(Manifest manifest, LogContext losses) throws IOException {
        losses.lost("The commit log in " + storage.describe(LogFiles.DIRECTORY)
                + " is missing or cannot be read: all records that were not in segments are lost" + lost.describe());
        List<String> quarantine = lost.setAside();
        storage.createDirectory(LogFiles.DIRECTORY);
        storage.forceDirectory("");
        long base = LostSegments.baseAboveAll();
        CommitLog log = create(settings, manifest, base);
        return new OpenedFileLog(
                manifest, base, log, base, deletions, new FileLogReport(0, 0, lost.records(), notes, quarantine));
    }

    /**
     * Reads the log to its end.
     *
     * @return what stands behind the end; null when there is no segment that can be read
     */
    private @Nullable TornEnd findEnd() throws IOException {
        while (!chain.isEmpty()) {
            TornEnd torn = findEndOfChain();
            if (chain.reaches(mark()) || !tolerant) {
                chain.requireReaches(mark(), storage);
                return torn;
            }
            // What follows the gap cannot be applied to what stands before it.
            lost.add(chain.links());
            chain = chain.beforeGap();
        }
        if (!tolerant) {
            throw new IllegalStateException("There is no log");
        }
        return null;
    }

    private TornEnd findEndOfChain() throws IOException {
        long known = chain.newest().mark();
        flushMark = known == 0 ? FlushMark.NONE : FlushMark.lost(known);
        markCut = false;
        durable = 0;
        for (LiveSegment segment : chain.live()) {
            durable = Math.max(durable, segment.header().durable());
        }
        readToEnd();
        TornEnd torn = TornEnd.find(storage, chain, cut);
        while (isTornInAcknowledged(torn)
                && (torn.mark().mark() > cut || (torn.mark().mark() > mark() && !chain.reaches(mark())))) {
            if (torn.mark().mark() > cut) {
                notes.add("Damaged records in " + placeOfCut() + " are not needed any more: everything below LSN "
                        + torn.mark().mark() + " is in segments");
            }
            flushMark = torn.mark();
            // All below the mark was forced before it. The copy of what is not forced must not begin in the damage.
            durable = Math.max(durable, mark());
            markCut = true;
            readToEnd();
            torn = TornEnd.find(storage, chain, cut);
        }
        long named = chain.newestSegment().successor();
        long ended = Math.max(torn.successor(), endSuccessor);
        missing = Math.max(
                named > chain.newest().base() ? named : 0,
                ended > chain.newest().base() ? ended : 0);
        return torn;
    }

    /** What the END of the newest segment says, where the reading came to it. */
    private long endSuccessor;

    private long mark() {
        return flushMark.mark();
    }

    /** Whether anything from the cut on was durable once. */
    private boolean isTornInAcknowledged(TornEnd torn) {
        return torn.provenDurable() > cut || durable > cut;
    }

    private boolean isDamaged(TornEnd torn) {
        return isTornInAcknowledged(torn) || missing > 0 || lost.any(chain);
    }

    private void readToEnd() throws IOException {
        try (LogCursor cursor = new LogCursor(storage, chain.links(), mark())) {
            for (LogRecord record = cursor.next(); record != null; record = cursor.next()) {
                if (record.type() == RecordType.MARK.code()) {
                    note(FlushMark.decode(record.content(), record.lsn()));
                }
            }
            cut = cursor.position();
            durable = Math.max(durable, cursor.maxDurable());
            endSuccessor = cursor.successor();
        }
    }

    private void note(FlushMark found) {
        if (found.flushed() >= flushMark.flushed()) {
            flushMark = found.at(Math.max(mark(), found.mark()), found.flushed());
            markCut = false;
        }
    }

    private CorruptionException damage() {
        return missing > 0
                ? LogDamage.segmentsAreMissing(storage, chain, missing)
                : LogDamage.recordsAreDamaged(placeOfCut(), LogDamage.context(storage, chain, cut));
    }

    private String placeOfCut() {
        return LogDamage.place(storage, chain, cut, durable);
    }

    private String describeLoss(TornEnd torn, List<String> quarantine) {
        String kept = quarantine.isEmpty() ? "" : ", kept in " + String.join(", ", quarantine);
        String gone = missing == 0
                ? ""
                : "; the segments from " + storage.describe(LogFiles.live(missing)) + " on are missing, with an unknown"
                        + " number of records";
        return (isTornInAcknowledged(torn) ? "Acknowledged records were damaged in " : "The log was cut in ")
                + placeOfCut() + ": " + torn.length() + " bytes with at least " + lostRecords(torn)
                + " records are lost from there on" + kept + gone + lost.describe();
    }

    private void logTornTail(TornEnd torn, List<String> quarantine) {
        System.getLogger("io.ironjournal")
                .log(
                        System.Logger.Level.WARNING,
                        "{0} bytes of torn records, never acknowledged, were cut off the commit log in {1}, and are kept"
                                + " in {2}",
                        torn.length(),
                        storage.describe(LogFiles.DIRECTORY),
                        String.join(", ", quarantine));
    }

    /**
     * Gives the segment before the fresh one a name that tells of it, and earlier ones if an opening that began the next one
     * did not come to that. Segments outside the chain hold nothing that counts,
     * and what others hold the fresh one has made superfluous: they are retired. All of them keep their names until the
     * fresh one has got its own: a header may know a mark without which older segments would be missed.
     */
    private void nameSuccessor(List<LogChain.Link> kept, LogSegmentHeader fresh, RecoveredSpares spares)
            throws IOException {
        List<LiveSegment> retired = new ArrayList<>(chain.live());
        kept.forEach(link -> retired.remove(link.segment()));
        for (int i = 0; i < kept.size(); i++) {
            LogChain.Link link = kept.get(i);
            LogSegmentHeader next = i + 1 < kept.size() ? kept.get(i + 1).header() : fresh;
            LiveSegment named = link.segment().followedBy(next);
            if (!named.equals(link.segment())) {
                storage.rename(link.segment().path(), named.path());
                chain.live().replaceAll(segment -> segment.equals(link.segment()) ? named : segment);
                kept.set(i, new LogChain.Link(named, link.end()));
            }
        }
        rename(retired);
        storage.forceDirectory(LogFiles.DIRECTORY);
        reuse(retired, spares);
    }

    private void retire(List<LiveSegment> segments, RecoveredSpares spares) throws IOException {
        if (!segments.isEmpty()) {
            rename(segments);
            storage.forceDirectory(LogFiles.DIRECTORY);
            reuse(segments, spares);
        }
    }

    private void rename(List<LiveSegment> retired) throws IOException {
        for (LiveSegment segment : retired) {
            storage.rename(segment.path(), LogFiles.spare(segment.base()));
        }
    }

    private void reuse(List<LiveSegment> retired, RecoveredSpares spares) throws IOException {
        for (LiveSegment segment : retired) {
            spares.keepOrDelete(LogFiles.spare(segment.base()));
        }
        chain.live().removeAll(retired);
    }

    private static void deleteUnfinished(Storage storage) throws IOException {
        for (String name : storage.list(LogFiles.DIRECTORY)) {
            if (LogFiles.isNew(name)) {
                storage.delete(LogFiles.DIRECTORY + "/" + name);
            }
        }
    }

    /** What is torn was never acknowledged: a full disk is no reason not to open. */
    private List<String> quarantine(TornEnd torn, boolean damaged) throws IOException {
        try {
            return torn.quarantine();
        } catch (NoSpaceException e) {
            if (damaged) {
                throw e;
            }
            notes.add("There was no space to keep the " + torn.length() + " bytes of torn records that were cut off at "
                    + placeOfCut());
            return new ArrayList<>();
        }
    }
}
