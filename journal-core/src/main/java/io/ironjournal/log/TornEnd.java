package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What stands in the log behind its last whole record: remains of groups that were never acknowledged or, if they know a
 * durable LSN above the cut, witnesses that something acknowledged was damaged.
 */
final class TornEnd {

    static final String DIRECTORY = "quarantine";

    private static final int COPY_SIZE = 64 << 10;

    /** A range of LSNs in one segment. */
    private record Extent(LogSegmentHeader header, long from, long to) {}

    private final Storage storage;
    private final long cut;
    private final List<Extent> extents = new ArrayList<>();
    private long provenDurable;

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
            }
        }
        if (to > from) {
            extents.add(new Extent(link.header(), from, to));
        }
    }

    /** The highest durable LSN that the records found know. */
    long provenDurable() {
        return provenDurable;
    }

    long length() {
        return extents.stream().mapToLong(extent -> extent.to - extent.from).sum();
    }

    /** Copies what was found to a new file and forces it; returns its path, or nothing when there is nothing to keep. */
    Optional<String> quarantine() throws IOException {
        if (extents.isEmpty()) {
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
            String path = DIRECTORY + "/" + String.format(Locale.ROOT, "log-%020d-%d", cut, i);
            if (!storage.exists(path)) {
                return path;
            }
        }
    }

    private long copyExtent(Extent extent, WritableFile copy, long start) throws IOException {
        long at = start;
        ByteBuffer bytes = ByteBuffer.allocate(COPY_SIZE);
        try (ReadableFile source = storage.openForRead(LogFiles.live(extent.header.base()))) {
            for (long lsn = extent.from; lsn < extent.to; lsn += bytes.limit()) {
                bytes.clear().limit((int) Math.min(COPY_SIZE, extent.to - lsn));
                source.read(lsn - extent.header.base(), bytes);
                copy.write(at, bytes.flip());
                at += bytes.limit();
            }
        }
        return at;
    }
}
