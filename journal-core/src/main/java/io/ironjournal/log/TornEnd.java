package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.PaddedNumber;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.StreamChange;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands in the log behind its last whole record: remains of groups that were never acknowledged or, if they know a
 * durable LSN above the cut, witnesses that something acknowledged was damaged.
 */
final class TornEnd {

    static final String DIRECTORY = "quarantine";

    private static final int COPY_SIZE = 64 << 10;

    /** A range of LSNs in one segment, which may be empty. */
    private record Extent(LogChain.Link link, long from, long to) {}

    private final Storage storage;
    private final long cut;
    private final List<Extent> extents = new ArrayList<>();
    private long provenDurable;
    private long records;
    private long mark;
    private long flushed;
    private final List<StreamChange> deletions = new ArrayList<>();

    private TornEnd(Storage storage, long cut) {
        this.storage = storage;
        this.cut = cut;
    }

    /** Looks for records from the cut on to the end of the log. */
    static TornEnd find(Storage storage, LogChain chain, long cut) throws IOException {
        TornEnd found = new TornEnd(storage, cut);
        for (LogChain.Link link : chain.links()) {
            if (link.end() > cut) {
                found.search(link);
            }
        }
        return found;
    }

    private void search(LogChain.Link link) throws IOException {
        long from = Math.max(cut, link.header().base() + LogSegmentHeader.SIZE);
        long to = from;
        try (SegmentScan scan = LogCursor.open(storage, link.header(), from, link.end())) {
            for (RecordHeader record = scan.resync(); record != null; record = scan.resync()) {
                provenDurable = Math.max(provenDurable, record.durable());
                to = Math.max(to, Math.min(record.end(), link.end()));
                note(record, scan);
            }
        }
        extents.add(new Extent(link, from, to));
    }

    /** What counts even behind damage: how far the log is not needed any more, and which streams are gone. */
    private void note(RecordHeader record, SegmentScan scan) throws IOException {
        if (record.lsn() == cut) {
            // The damaged record itself, whose header is whole, counts anyway.
            return;
        }
        switch (record.type()) {
            case MARK -> {
                ByteBuffer content = scan.wholeContent(record);
                if (content != null && content.remaining() >= 2 * Long.BYTES) {
                    mark = Math.max(mark, content.getLong());
                    flushed = Math.max(flushed, content.getLong());
                }
            }
            case DELETE -> {
                ByteBuffer content = record.continues() || record.continued() ? null : scan.wholeContent(record);
                if (content != null) {
                    deletions.add(StreamChange.decode(content));
                }
                records++;
            }
            case DURABLE -> {
                // Nothing that anybody would miss.
            }
            default -> records += record.continued() ? 0 : 1;
        }
    }

    /** The newest mark among what was found; 0 when there is none. */
    long mark() {
        return mark;
    }

    /** What that mark says is in segments. */
    long flushed() {
        return flushed;
    }

    List<StreamChange> deletions() {
        return deletions;
    }

    /** How many records there are, besides notes and marks: the one at the cut, and those found. */
    long records() {
        return 1 + records;
    }

    /** Counts everything below an LSN as found: it was acknowledged, whatever it looks like now. */
    void extendTo(long lsn) {
        extents.replaceAll(extent ->
                new Extent(extent.link, extent.from, Math.max(extent.to, Math.min(lsn, extent.link.end()))));
    }

    /** The highest durable LSN that the records found know. */
    long provenDurable() {
        return provenDurable;
    }

    /** Bytes found. */
    long length() {
        return extents.stream().mapToLong(extent -> extent.to - extent.from).sum();
    }

    /** Copies what was found to a new file and forces it; returns its path, or nothing when there is nothing to keep. */
    Optional<String> quarantine() throws IOException {
        if (length() == 0) {
            return Optional.empty();
        }
        storage.createDirectory(DIRECTORY);
        storage.forceDirectory("");
        String path = unusedName();
        try (WritableFile copy = storage.create(path)) {
            long at = 0;
            for (Extent extent : extents) {
                at = copyExtent(extent, copy, at);
            }
            copy.force();
        } catch (NoSpaceException e) {
            // Each attempt to open the journal would leave another part of a copy.
            storage.delete(path);
            throw e;
        }
        storage.forceDirectory(DIRECTORY);
        return Optional.of(path);
    }

    private String unusedName() throws IOException {
        for (int i = 0; ; i++) {
            String path = DIRECTORY + "/" + "log-" + PaddedNumber.of(cut, 20) + "-" + i;
            if (!storage.exists(path)) {
                return path;
            }
        }
    }

    private long copyExtent(Extent extent, WritableFile copy, long start) throws IOException {
        long at = start;
        ByteBuffer bytes = ByteBuffer.allocate(COPY_SIZE);
        try (ReadableFile source =
                storage.openForRead(LogFiles.live(extent.link.header().base()))) {
            for (long lsn = extent.from; lsn < extent.to; lsn += bytes.limit()) {
                bytes.clear().limit((int) Math.min(COPY_SIZE, extent.to - lsn));
                source.read(lsn - extent.link.header().base(), bytes);
                copy.write(at, bytes.flip());
                at += bytes.limit();
            }
        }
        return at;
    }
}
