package io.ironjournal.log;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
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
 * The live segments that form the log, oldest first, and the end of each. Each header contains the end of the previous
 * segment, so the newest header determines the chain. Segments that it does not lead back to were discarded by an
 * earlier recovery, or retired.
 */
final class LogChain {

    private static final String REMEDY = ". Restore it from a copy. If there is no copy, open with the corruptionPolicy"
            + " TRUNCATE, which records the loss, opens with the records that are left, and keeps the others in quarantine";

    /** A segment and the LSN at which its part of the log ends. */
    record Link(LiveSegment segment, long end) {

        LogSegmentHeader header() {
            return segment.header();
        }
    }

    private final List<LiveSegment> live;
    private final Deque<Link> links = new ArrayDeque<>();

    /** Names of live files whose headers cannot be read. */
    private final List<String> unreadable = new ArrayList<>();

    /** Why they cannot be read, in the same order. */
    private final List<CorruptionException> failures = new ArrayList<>();

    /** Segments whose files are shorter than their headers say. */
    private final List<LiveSegment> tooShort = new ArrayList<>();

    private final Storage storage;

    private LogChain(Storage storage, List<LiveSegment> live) {
        this.storage = storage;
        this.live = live;
    }

    private String described(LiveSegment segment) {
        return storage.describe(segment.path());
    }

    /**
     * Reads the headers of all live segments.
     *
     * @param tolerant whether to leave out damaged files, and to use short files up to their end
     * @throws CorruptionException when a file is damaged or short
     */
    static LogChain load(Storage storage, boolean tolerant) throws IOException {
        LogChain chain = new LogChain(storage, new ArrayList<>());
        for (String name : storage.list(LogFiles.DIRECTORY)) {
            if (LogFiles.isLive(name)) {
                try {
                    chain.add(storage, name, tolerant);
                } catch (CorruptionException e) {
                    if (!tolerant) {
                        throw new CorruptionException(e.getMessage() + REMEDY, e.context(), e);
                    }
                    chain.unreadable.add(name);
                    chain.failures.add(e);
                }
            }
        }
        chain.live.sort(Comparator.comparingLong(LiveSegment::base));
        chain.link();
        return chain;
    }

    private void add(Storage storage, String name, boolean tolerant) throws IOException {
        String path = LogFiles.DIRECTORY + "/" + name;
        String described = storage.describe(path);
        try (ReadableFile file = storage.openForRead(path)) {
            ByteBuffer bytes = ByteBuffer.allocate(LogSegmentHeader.SIZE);
            file.read(0, bytes);
            LogSegmentHeader header = LogSegmentHeader.decode(bytes.flip(), described);
            if (LogFiles.baseOf(name) != header.base()) {
                throw new CorruptionException(
                        "The header of commit-log segment " + described + " says LSN " + header.base()
                                + ", which is not the LSN in its name",
                        ErrorContext.ofFile(described),
                        null);
            }
            LiveSegment segment = new LiveSegment(header, LogFiles.successorOf(name));
            for (LiveSegment other : live) {
                if (other.base() == segment.base()) {
                    throw new CorruptionException(
                            "Commit-log segment " + described + " exists twice. The other file is "
                                    + storage.describe(other.path())
                                    + ". One of them is a copy from another time. Move the older one out of the directory",
                            ErrorContext.ofFile(described),
                            null);
                }
            }
            if (file.size() < header.size()) {
                if (!tolerant) {
                    throw new CorruptionException(
                            "Commit-log segment " + described + " is too short: it has " + file.size() + " of its "
                                    + header.size() + " bytes",
                            ErrorContext.ofFile(described).withOffset(file.size()),
                            null);
                }
                tooShort.add(segment);
            }
            live.add(segment);
        }
    }

    /** Returns the chain of the segments before the gap at which this chain begins. */
    LogChain beforeGap() {
        LogChain before = new LogChain(storage, new ArrayList<>(live));
        links.forEach(link -> before.live.remove(link.segment()));
        before.unreadable.addAll(unreadable);
        before.tooShort.addAll(tooShort);
        before.link();
        return before;
    }

    private void link() {
        if (live.isEmpty()) {
            return;
        }
        LiveSegment newest = live.get(live.size() - 1);
        links.add(new Link(newest, newest.header().limit()));
        long end = newest.header().previousEnd();
        for (int i = live.size() - 2; i >= 0 && end > 0; i--) {
            LiveSegment candidate = live.get(i);
            LogSegmentHeader header = candidate.header();
            if (!header.journalId().equals(newest.header().journalId())) {
                throw new CorruptionException(
                        "Commit-log segment " + described(candidate) + " belongs to journal "
                                + header.journalId() + ", and the newest one, " + described(newest) + ", to journal "
                                + newest.header().journalId()
                                + ". Move the segments of the other journal out of the directory",
                        ErrorContext.ofFile(described(candidate)),
                        null);
            }
            if (header.base() < end) {
                if (end > header.limit()) {
                    break;
                }
                links.addFirst(new Link(candidate, end));
                end = header.previousEnd();
            }
        }
    }

    /** Returns the names of live files whose headers cannot be read. */
    List<String> unreadable() {
        return unreadable;
    }

    /** Returns why these headers cannot be read. */
    List<CorruptionException> failures() {
        return failures;
    }

    /** Returns the segments whose files are shorter than their headers say. */
    List<LiveSegment> tooShort() {
        return tooShort;
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    /** Returns all live segments, including those outside of the chain. */
    List<LiveSegment> live() {
        return live;
    }

    /**
     * Returns the live segments outside of the chain that the newest segment replaced, because an interrupted opening
     * did not retire them. Leaves out segments whose headers contain a newer mark or durable LSN.
     */
    List<LiveSegment> outside() {
        List<LiveSegment> linked = links.stream().map(Link::segment).toList();
        return live.stream()
                .filter(segment -> !linked.contains(segment)
                        && segment.header().mark() <= newest().mark()
                        && segment.header().durable() <= newest().durable())
                .toList();
    }

    List<Link> links() {
        return List.copyOf(links);
    }

    /** Returns the chain up to an LSN. */
    List<Link> linksUpTo(long end) {
        List<Link> kept = new ArrayList<>();
        for (Link link : links) {
            if (link.header().base() < end) {
                kept.add(new Link(link.segment(), Math.min(end, link.end())));
            }
        }
        return kept;
    }

    LogSegmentHeader newest() {
        return newestSegment().header();
    }

    LiveSegment newestSegment() {
        return live.get(live.size() - 1);
    }

    /** Returns whether the log can be read from an LSN. */
    boolean reaches(long lsn) {
        LogSegmentHeader oldest = links.getFirst().header();
        return oldest.base() <= lsn || oldest.previousEnd() <= lsn;
    }

    /** Fails when the log cannot be read from an LSN. */
    void requireReaches(long lsn, Storage storage) {
        if (!reaches(lsn)) {
            LiveSegment oldest = links.getFirst().segment();
            throw new SegmentNotFoundException(
                    "The commit log lacks the segment that ends at LSN "
                            + oldest.header().previousEnd() + ", before " + storage.describe(oldest.path())
                            + "; its records from LSN " + lsn
                            + " on are needed, unless the record of a newer mark is damaged" + REMEDY,
                    ErrorContext.ofFile(storage.describe(LogFiles.DIRECTORY)),
                    null);
        }
    }
}
