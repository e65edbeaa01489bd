package io.ironjournal.log;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.StreamChange;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Opens a log after whatever happened to it. The first place without a valid record is the end, if nothing behind it
 * proves that it was durable once:
 *
 * <pre>
 *  later valid header with a durable LSN above it?   yes: rot in acknowledged data, refused,
 *                                                         or by the policy TRUNCATE cut like a torn end, and told
 *                                                    no:  torn; cut there, kept in quarantine
 * </pre>
 *
 * Rot below a mark that stands behind it concerns nobody: reading goes on at that mark.
 *
 * <p> * What is valid but not proven durable, the page cache may show without the disk having it. It is copied to a fresh
 * segment, forced there and only then looked at. The fresh segment's header tells that the previous one ends where the
 * copy begins, so that nothing behind that ever returns.
 */
public final class LogRecovery {

    private final LogSettings settings;
    private final Storage storage;
    private final LogChain chain;
    private final List<String> notes = new ArrayList<>();

    private final List<StreamChange> truncations = new ArrayList<>();
    private final List<StreamChange> deletions = new ArrayList<>();
    private long mark;
    private long flushed;
    private long durable;
    private long cut;

    private LogRecovery(LogSettings settings, LogChain chain) {
        this.settings = settings;
        this.storage = settings.storage();
        this.chain = chain;
    }

    /** Reads the headers of the log's segments. */
    public static LogRecovery load(LogSettings settings) throws IOException {
        return new LogRecovery(settings, LogChain.load(settings.storage()));
    }

    /** Makes the first segment of a new journal. */
    public static CommitLog create(LogSettings settings, Manifest manifest) throws IOException {
        deleteUnfinished(settings.storage());
        LogSegmentHeader header = new LogSegmentHeader(
                manifest.shardCount(), manifest.journalId(), settings.segmentSize(), 0, 0, 0, 0, LogSegments.newSalt());
        LogSegment first = LogSegments.create(settings.storage(), header, null, null);
        LogSegments segments = new LogSegments(settings, manifest, List.of(header), List.of(), 0);
        segments.keepSpareSoon();
        return new FileCommitLog(segments, first, LogSegmentHeader.SIZE);
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
     * @param policy what to do when acknowledged records are damaged
     * @param losses told of those that are about to be cut off
     */
    public RecoveredLog recover(Manifest manifest, CorruptionPolicy policy, LossListener losses) throws IOException {
        TornEnd torn = findEnd();
        boolean rot = isRot(torn);
        if (rot) {
            if (policy == CorruptionPolicy.FAIL) {
                throw rot();
            }
            torn.extendTo(Math.max(durable, torn.provenDurable()));
            deletions.addAll(torn.deletions());
            durable = cut;
        }
        // A killed process may have left names unforced that are about to be built on, or files that are used again.
        storage.forceDirectory(LogFiles.DIRECTORY);
        Optional<String> quarantine = quarantine(torn);
        if (rot) {
            losses.lost(describeLoss(torn, quarantine));
        }
        deleteUnfinished(storage);
        List<String> spares = findSpares();
        if (spares.isEmpty()) {
            retire(chain.outside(), spares);
        }
        FreshSegment plan = new FreshSegment(settings, chain, mark, flushed, durable, cut, losses.salvaging());
        LogSegment fresh = plan.create(spares);
        flushed = plan.flushed();
        List<LogChain.Link> kept = chain.linksUpTo(fresh.header().previousEnd());
        try {
            retireAllBut(kept, spares);
        } catch (Throwable e) {
            fresh.file().close();
            throw e;
        }
        List<LogSegmentHeader> live = new ArrayList<>();
        kept.forEach(link -> live.add(link.header()));
        live.add(fresh.header());
        LogSegments segments = new LogSegments(settings, manifest, live, spares, mark);
        segments.keepSpareSoon();
        FileCommitLog log = new FileCommitLog(segments, fresh, fresh.header().durable());
        kept.add(new LogChain.Link(fresh.header(), fresh.header().durable()));
        long copied = fresh.header().durable() - fresh.header().base() - LogSegmentHeader.SIZE;
        return new RecoveredLog(
                log,
                new LogCursor(storage, kept, mark),
                mark,
                flushed,
                copied,
                torn.length(),
                rot ? torn.records() : 0,
                notes,
                quarantine,
                truncations,
                deletions);
    }

    private TornEnd findEnd() throws IOException {
        mark = chain.newest().mark();
        for (LogSegmentHeader header : chain.live()) {
            durable = Math.max(durable, header.durable());
        }
        readToEnd();
        TornEnd torn = TornEnd.find(storage, chain, cut);
        while (isRot(torn) && (torn.mark() > cut || (torn.mark() > mark && !chain.reaches(mark)))) {
            if (torn.mark() > cut) {
                notes.add("Damaged records in " + placeOfCut() + " are not needed any more: everything below LSN "
                        + torn.mark() + " is in segments");
            }
            mark = torn.mark();
            flushed = Math.max(flushed, torn.flushed());
            truncations.clear();
            deletions.clear();
            readToEnd();
            torn = TornEnd.find(storage, chain, cut);
        }
        chain.requireReaches(mark, storage);
        return torn;
    }

    /** Whether anything from the cut on was durable once. */
    private boolean isRot(TornEnd torn) {
        return torn.provenDurable() > cut || durable > cut;
    }

    private void readToEnd() throws IOException {
        try (LogCursor cursor = new LogCursor(storage, chain.links(), mark)) {
            for (LogRecord record = cursor.next(); record != null; record = cursor.next()) {
                note(record);
            }
            cut = cursor.position();
            durable = Math.max(durable, cursor.maxDurable());
        }
    }

    /** Takes from a record what has to be known before any other is replayed. */
    private void note(LogRecord record) {
        switch (record.type()) {
            case MARK -> {
                if (record.content().remaining() < 2 * Long.BYTES) {
                    throw new CorruptionException(
                            "The mark at LSN " + record.lsn() + " of the commit log is too short");
                }
                mark = Math.max(mark, record.content().getLong());
                flushed = Math.max(flushed, record.content().getLong());
            }
            case TRUNCATE -> truncations.add(StreamChange.decode(record.content()));
            case DELETE -> deletions.add(StreamChange.decode(record.content()));
            default -> {
                // Replayed in its turn.
            }
        }
    }

    private CorruptionException rot() {
        return new CorruptionException("Acknowledged records are damaged in " + placeOfCut()
                + ": later records prove that they were durable. Restore the file from a copy. If there is none, and"
                + " what stands from there on may be lost, open with the corruptionPolicy TRUNCATE.");
    }

    private String placeOfCut() {
        for (LogChain.Link link : chain.links()) {
            if (cut < link.end()) {
                return "commit-log segment "
                        + storage.describe(LogFiles.live(link.header().base())) + " at offset "
                        + (cut - link.header().base()) + " (LSN " + cut + ")";
            }
        }
        return "the commit log, which ends at LSN " + cut + " but was durable up to " + durable;
    }

    private String describeLoss(TornEnd torn, Optional<String> quarantine) {
        return "Acknowledged records were damaged in " + placeOfCut() + ": the log was cut there, " + torn.length()
                + " bytes with at least " + torn.records() + " records are lost"
                + quarantine.map(path -> " and kept in " + path).orElse("");
    }

    private List<String> findSpares() throws IOException {
        List<String> spares = new ArrayList<>();
        for (String name : storage.list(LogFiles.DIRECTORY)) {
            if (LogFiles.isSpare(name)) {
                keepOrDelete(LogFiles.DIRECTORY + "/" + name, spares);
            }
        }
        return spares;
    }

    /**
     * Segments outside the chain hold nothing that counts, and what others hold the fresh one has made superfluous. All
     * of them keep their names until the fresh one has got its own: a header may know a mark without which older
     * segments would be missed.
     */
    private void retireAllBut(List<LogChain.Link> kept, List<String> spares) throws IOException {
        List<LogSegmentHeader> retired = new ArrayList<>(chain.live());
        kept.forEach(link -> retired.remove(link.header()));
        retire(retired, spares);
    }

    private void retire(List<LogSegmentHeader> segments, List<String> spares) throws IOException {
        for (LogSegmentHeader segment : segments) {
            storage.rename(LogFiles.live(segment.base()), LogFiles.spare(segment.base()));
        }
        if (!segments.isEmpty()) {
            storage.forceDirectory(LogFiles.DIRECTORY);
        }
        for (LogSegmentHeader segment : segments) {
            keepOrDelete(LogFiles.spare(segment.base()), spares);
        }
        chain.live().removeAll(segments);
    }

    private void keepOrDelete(String spare, List<String> spares) throws IOException {
        long size;
        try (var file = storage.openForRead(spare)) {
            size = file.size();
        }
        if (size > settings.segmentSize() && spares.isEmpty()) {
            // Deleted, its space could be gone before another spare is made.
            shorten(spare);
            spares.add(spare);
        } else if (size == settings.segmentSize() && spares.size() < settings.maxSpares()) {
            spares.add(spare);
        } else {
            storage.delete(spare);
        }
    }

    private void shorten(String spare) throws IOException {
        try (WritableFile file = storage.openForWrite(spare)) {
            file.setSize(settings.segmentSize());
            file.force();
        }
    }

    private static void deleteUnfinished(Storage storage) throws IOException {
        for (String name : storage.list(LogFiles.DIRECTORY)) {
            if (LogFiles.isNew(name)) {
                storage.delete(LogFiles.DIRECTORY + "/" + name);
            }
        }
    }

    /** What is torn was never acknowledged: a full disk is no reason not to open. */
    private Optional<String> quarantine(TornEnd torn) throws IOException {
        try {
            return torn.quarantine();
        } catch (NoSpaceException e) {
            if (isRot(torn)) {
                throw e;
            }
            notes.add("There was no space to keep the " + torn.length() + " bytes of torn records that were cut off at "
                    + placeOfCut());
            return Optional.empty();
        }
    }
}
