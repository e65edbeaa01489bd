package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The segment that an opening begins, with a copy of all records that nothing proves durable. A full disk does not keep
 * it from coming into being: there is always a spare, and what it is made of leaves another one behind.
 *
 * <pre>
 *   a segment behind the end, not begun    becomes a spare
 *   otherwise, when there is space         a spare is made
 *   otherwise                              what counts of the newest segment is copied, which becomes a spare
 * </pre>
 *
 * The last works because nothing but outcomes and marks is written into the second half of a segment before there is
 * another behind it. The exception are unproven records too large for a spare: then opening needs space.
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
     * Writes and forces it, and gives it its name.
     *
     * @param spares one is used; one may be added
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

    /** What a spare takes besides its header and END. */
    private long room() {
        return (long) settings.segmentSize() - LogSegmentHeader.SIZE - RecordHeader.END_SIZE;
    }

    /**
     * Sees to it that there will be a spare for the next opening too.
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

    /** From the end of what is proven durable. */
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
     * On a full disk: all that counts of the newest segment, which is left out of the log then. The copy has as much room
     * left for outcomes as that one had. Not after damage, when files may hold what was cut off the log: copies of records
     * that are flushed raise the LSN below which the files are believed.
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

    /** All valid records from an LSN on. */
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
