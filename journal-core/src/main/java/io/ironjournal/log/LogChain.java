package io.ironjournal.log;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * The live segments of a log that belong together, oldest first, and where each ends. Each header tells where the
 * segment before it ends, so the newest one decides: what it does not lead back to was cut by an earlier recovery, or
 * retired.
 */
final class LogChain {

    /** A segment and the LSN behind its last byte that counts. */
    record Link(LogSegmentHeader header, long end) {}

    private final List<LogSegmentHeader> live;
    private final Deque<Link> links = new ArrayDeque<>();

    private LogChain(List<LogSegmentHeader> live) {
        this.live = live;
    }

    /** Reads the headers of all live segments. */
    static LogChain load(Storage storage) throws IOException {
        List<LogSegmentHeader> live = new ArrayList<>();
        for (String name : storage.list(LogFiles.DIRECTORY)) {
            if (LogFiles.isLive(name)) {
                live.add(readHeader(storage, name));
            }
        }
        live.sort(Comparator.comparingLong(LogSegmentHeader::base));
        LogChain chain = new LogChain(live);
        if (!live.isEmpty()) {
            chain.link();
        }
        return chain;
    }

    private static LogSegmentHeader readHeader(Storage storage, String name) throws IOException {
        String path = LogFiles.DIRECTORY + "/" + name;
        String described = storage.describe(path);
        try (ReadableFile file = storage.openForRead(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(LogSegmentHeader.SIZE);
            file.read(0, bytes);
            LogSegmentHeader header = LogSegmentHeader.decode(bytes.flip(), described);
            if (LogFiles.baseOf(name) != header.base()) {
                throw new CorruptionException("Commit-log segment " + described + " says that it begins at LSN "
                        + header.base() + ", which is not its name");
            }
            if (file.size() < header.size()) {
                throw new CorruptionException("Commit-log segment " + described + " has " + file.size()
                        + " bytes instead of " + header.size());
            }
            return header;
        }
    }

    private void link() {
        LogSegmentHeader newest = live.get(live.size() - 1);
        links.add(new Link(newest, newest.limit()));
        long end = newest.previousEnd();
        for (int i = live.size() - 2; i >= 0 && end > 0; i--) {
            LogSegmentHeader candidate = live.get(i);
            if (!candidate.journalId().equals(newest.journalId())) {
                throw new CorruptionException("Commit-log segment " + LogFiles.live(candidate.base())
                        + " belongs to journal " + candidate.journalId() + ", not " + newest.journalId());
            }
            if (candidate.base() < end) {
                if (end > candidate.limit()) {
                    break;
                }
                links.addFirst(new Link(candidate, end));
                end = candidate.previousEnd();
            }
        }
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    /** All live segments, also those that the chain does not reach. */
    List<LogSegmentHeader> live() {
        return live;
    }

    /**
     * Live segments that the newest one made superfluous when it was begun, by an opening that did not come to retire
     * them. Only those whose headers say nothing that its own does not say.
     */
    List<LogSegmentHeader> outside() {
        List<LogSegmentHeader> linked = links.stream().map(Link::header).toList();
        return live.stream()
                .filter(segment -> !linked.contains(segment)
                        && segment.mark() <= newest().mark()
                        && segment.durable() <= newest().durable())
                .toList();
    }

    List<Link> links() {
        return List.copyOf(links);
    }

    /** The chain as far as an LSN. */
    List<Link> linksUpTo(long end) {
        List<Link> kept = new ArrayList<>();
        for (Link link : links) {
            if (link.header().base() < end) {
                kept.add(new Link(link.header(), Math.min(end, link.end())));
            }
        }
        return kept;
    }

    LogSegmentHeader newest() {
        return live.get(live.size() - 1);
    }

    /** Whether the log reaches back to an LSN that it has to be read from. */
    boolean reaches(long lsn) {
        LogSegmentHeader oldest = links.getFirst().header();
        return oldest.base() <= lsn || oldest.previousEnd() <= lsn;
    }

    /** Fails when the log does not reach back to an LSN that it has to be read from. */
    void requireReaches(long lsn, Storage storage) {
        LogSegmentHeader oldest = links.getFirst().header();
        if (!reaches(lsn)) {
            throw new SegmentNotFoundException("The commit log lacks the segment that ends at LSN "
                    + oldest.previousEnd() + ", before " + storage.describe(LogFiles.live(oldest.base()))
                    + "; its records from LSN " + lsn + " on are needed");
        }
    }
}
