package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The segment that an opening begins, with a copy of all records that nothing proves durable. It can be created on a
 * full disk: there is always a spare, and creating the segment leaves another spare for the next opening:
 *
 * <pre>
 *   a segment behind the log end without records   becomes a spare
 *   otherwise, when there is space                 a spare is made
 *   otherwise                                      the needed part of the newest segment is copied, and that segment becomes
 *                                                  a spare
 * </pre>
 *
 * The last row works because the second half of a segment contains only outcomes and marks until there is another
 * segment behind it. Opening needs space only when the unproven records are too large for a spare.
 */
final class FreshSegment {

    private final LogSettings settings;
    private final Storage storage;
    private final LogChain chain;
    private final LogEnd end;
    private final long base;
    private final boolean salvaging;

    /**
     * Plans the segment.
     *
     * @param end the log end
     * @param base LSN at which the segment begins
     * @param salvaging whether files may hold records that were discarded
     */
    FreshSegment(LogSettings settings, LogChain chain, LogEnd end, long base, boolean salvaging) {
        this.settings = settings;
        this.storage = settings.storage();
        this.chain = chain;
        this.end = end;
        this.base = base;
        this.salvaging = salvaging;
    }

    /**
     * Writes, forces and names the segment.
     *
     * @param spares the spare files; one is used, and one may be added
     */
    LogSegment create(List<String> spares) throws IOException {
        RecordCopies copies = keepSpare(spares) ? unforced() : newest();
        if (copies.size <= settings.segmentSize() / 4 * 3L) {
            return copies.create(settings.segmentSize(), spares);
        }
        try {
            return copies.create(settings.segmentSize() + (copies.size & -LogSegmentHeader.SIZE), List.of());
        } catch (NoSpaceException e) {
            if (copies.size > room()) {
                throw new NoSpaceException(
                        "the last " + copies.size + " bytes of the commit log are more than fit into a spare segment: "
                                + e.getMessage(),
                        e);
            }
            return copies.create(settings.segmentSize(), spares);
        }
    }

    /** Returns the room in a spare, without header and END. */
    private long room() {
        return (long) settings.segmentSize() - LogSegmentHeader.SIZE - RecordHeader.END_SIZE;
    }

    /**
     * Makes sure that there is a spare for the next opening too.
     *
     * @return false when the disk is too full for that
     */
    private boolean keepSpare(List<String> spares) throws IOException {
        List<LiveSegment> superfluous = new ArrayList<>(chain.live());
        chain.linksUpTo(end.durable()).forEach(link -> superfluous.remove(link.segment()));
        if (spares.size() != 1
                || superfluous.stream().anyMatch(segment -> segment.header().size() >= settings.segmentSize())) {
            return true;
        }
        try {
            spares.add(LogSpare.make(storage, settings.segmentSize(), base));
            return true;
        } catch (NoSpaceException e) {
            return false;
        }
    }

    /** Copies the records that are not proven durable. */
    private RecordCopies unforced() throws IOException {
        long durable = end.durable();
        long previousEnd = durable;
        for (LogChain.Link link : chain.links()) {
            if (link.header().base() + LogSegmentHeader.SIZE == durable) {
                previousEnd = link.header().previousEnd();
            }
        }
        return new RecordCopies(durable, previousEnd);
    }

    /**
     * Copies the needed records of the newest segment, which then is no longer part of the log. Used on a full disk.
     * The copy has as much room left for outcomes as that segment had. Not used while files may hold discarded records:
     * copies of flushed records raise the LSN below which the files are trusted.
     */
    private RecordCopies newest() throws IOException {
        List<LogChain.Link> used = chain.linksUpTo(end.position());
        LogSegmentHeader newest = used.get(used.size() - 1).header();
        long begin = newest.base() + LogSegmentHeader.SIZE;
        if (end.durable() < begin
                || newest.size() < settings.segmentSize()
                || (salvaging && end.mark().flushed() > begin)) {
            return unforced();
        }
        RecordCopies copies = new RecordCopies(Math.max(begin, end.lowWaterMark()), newest.previousEnd());
        return copies.size <= room() ? copies : unforced();
    }

    /** The copies of all valid records from an LSN on. */
    private final class RecordCopies {

        private final CopiedRecords records;
        private final long size;
        private final long previousEnd;

        RecordCopies(long start, long previousEnd) throws IOException {
            this.records = CopiedRecords.find(
                    storage, chain.linksUpTo(end.position()), start, end.mark(), end.isMarkBehindDamage());
            this.size = records.size();
            this.previousEnd = previousEnd;
        }

        LogSegment create(long segmentSize, List<String> spares) throws IOException {
            LogSegmentHeader newest = chain.newest();
            LogSegmentHeader header = new LogSegmentHeader(
                    newest.shardCount(),
                    newest.journalId(),
                    segmentSize,
                    base,
                    previousEnd,
                    end.lowWaterMark(),
                    base + LogSegmentHeader.SIZE + size,
                    LogSegmentFiles.newSalt());
            String spare = spares.isEmpty() ? null : spares.remove(spares.size() - 1);
            return LogSegmentFiles.create(storage, header, spare, records);
        }
    }
}
