package io.ironjournal.log;

import io.ironjournal.format.FlushMark;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.PaddedNumber;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import io.ironjournal.spi.log.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes behind the log end. They are a torn tail, the remains of groups that were never forced, unless a
 * valid header among them knows a durable LSN above the log end: then acknowledged records are damaged.
 */
final class TornTail {

    static final String DIRECTORY = "quarantine";

    private static final int COPY_SIZE = 64 << 10;

    /** A range of LSNs in one segment, which may be empty. */
    private record Extent(LogChain.Link link, long from, long to) {}

    private final Storage storage;
    private final long logEnd;
    private final List<Extent> extents = new ArrayList<>();
    private long provenDurable;
    private long successor;
    private long records;
    private FlushMark mark = FlushMark.NONE;
    private final List<LogRecord> deletions = new ArrayList<>();

    private TornTail(Storage storage, long logEnd) {
        this.storage = storage;
        this.logEnd = logEnd;
    }

    /** Searches for records from the log end to the end of the last segment. */
    static TornTail find(Storage storage, LogChain chain, long logEnd) throws IOException {
        TornTail found = new TornTail(storage, logEnd);
        for (LogChain.Link link : chain.links()) {
            if (link.end() > logEnd) {
                found.search(link);
            }
        }
        return found;
    }

    /** Searches whole segments that are lost. */
    static TornTail all(Storage storage, List<LogChain.Link> links) throws IOException {
        TornTail found = new TornTail(storage, 0);
        for (LogChain.Link link : links) {
            found.search(link);
        }
        return found;
    }

    private void search(LogChain.Link link) throws IOException {
        successor = 0;
        long from = Math.max(logEnd, link.header().base() + LogSegmentHeader.SIZE);
        long to = from;
        try (SegmentScan scan = LogCursor.open(storage, link.segment(), from, link.end())) {
            for (RecordHeader record = scan.resync(); record != null; record = scan.resync()) {
                provenDurable = Math.max(provenDurable, record.durable());
                to = Math.max(to, Math.min(record.end(), link.end()));
                note(record, scan);
            }
        }
        extents.add(new Extent(link, from, to));
    }

    /** Returns the base of the segment that must follow the newest one according to its END; 0 when there is no END. */
    long successor() {
        return successor;
    }

    /** Notes what counts even behind damage: the newest mark, and deletions of streams. */
    private void note(RecordHeader record, SegmentScan scan) throws IOException {
        if (record.lsn() == logEnd) {
            // The damaged record itself, with a valid header, is counted already.
            return;
        }
        switch (record.type()) {
            case MARK -> {
                ByteBuffer content = scan.wholeContent(record);
                if (content != null && content.remaining() >= FlushMark.SIZE) {
                    FlushMark found = FlushMark.decode(content, record.lsn());
                    mark = found.flushed() >= mark.flushed() ? found : mark;
                }
            }
            case DELETE -> {
                ByteBuffer content = record.continues() || record.continued() ? null : scan.wholeContent(record);
                if (content != null) {
                    deletions.add(copy(record, content));
                }
                records++;
            }
            case END -> {
                ByteBuffer content = scan.wholeContent(record);
                successor = content == null || content.remaining() < Long.BYTES ? 0 : content.getLong();
            }
            case DURABLE -> {
                // A note contains nothing that can be lost.
            }
            default -> records += record.continued() ? 0 : 1;
        }
    }

    /** Returns the newest mark that was found; {@link FlushMark#NONE} when there is none. */
    FlushMark mark() {
        return mark;
    }

    /** Returns the deletions of streams that were found, which the engine must finish. */
    List<LogRecord> deletions() {
        return deletions;
    }

    private static LogRecord copy(RecordHeader record, ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return new LogRecord(RecordType.DELETE.code(), record.lsn(), ByteBuffer.wrap(bytes));
    }

    /** Returns how many records there are, without notes and marks: the one at the log end, and those that were found. */
    long records() {
        return 1 + records;
    }

    /** Extends the tail to an LSN: everything below it was acknowledged, valid or not. */
    void extendTo(long lsn) {
        extents.replaceAll(extent ->
                new Extent(extent.link, extent.from, Math.max(extent.to, Math.min(lsn, extent.link.end()))));
    }

    /** Returns the highest durable LSN in the records that were found. */
    long provenDurable() {
        return provenDurable;
    }

    /** Returns the length of the tail in bytes. */
    long length() {
        return extents.stream().mapToLong(extent -> extent.to - extent.from).sum();
    }

    /**
     * Copies the tail to new files and forces them. Each file has the layout of its segment: the header, then the
     * copied bytes at their own offsets, and holes elsewhere. So a reader of the log can read it.
     *
     * @return the paths of the files; empty when there is nothing to keep
     */
    List<String> quarantine() throws IOException {
        List<String> copies = new ArrayList<>();
        if (length() == 0) {
            return copies;
        }
        storage.createDirectory(DIRECTORY);
        storage.forceDirectory("");
        try {
            for (Extent extent : extents) {
                if (extent.to > extent.from) {
                    String path = unusedName(extent);
                    copies.add(path);
                    copy(extent, path);
                }
            }
        } catch (NoSpaceException e) {
            // Otherwise each attempt to open the journal would leave another incomplete copy.
            for (String path : copies) {
                storage.delete(path);
            }
            throw e;
        }
        storage.forceDirectory(DIRECTORY);
        return copies;
    }

    private String unusedName(Extent extent) throws IOException {
        String name = DIRECTORY + "/"
                + PaddedNumber.of(extent.link.header().base(), 20) + "-cut-"
                + PaddedNumber.of(extent.from, 20) + "-";
        for (int i = 0; ; i++) {
            if (!storage.exists(name + i + ".log")) {
                return name + i + ".log";
            }
        }
    }

    private void copy(Extent extent, String path) throws IOException {
        long base = extent.link.header().base();
        ByteBuffer bytes = ByteBuffer.allocate(COPY_SIZE);
        try (ReadableFile source = storage.openForRead(extent.link.segment().path());
                WritableFile copy = storage.create(path)) {
            copy.write(0, extent.link.header().encode());
            for (long lsn = extent.from; lsn < extent.to; lsn += bytes.limit()) {
                bytes.clear().limit((int) Math.min(COPY_SIZE, extent.to - lsn));
                source.read(lsn - base, bytes);
                bytes.flip();
                if (!bytes.hasRemaining()) {
                    // The file is shorter than its header says.
                    break;
                }
                copy.write(lsn - base, bytes);
            }
            copy.force();
        }
    }
}
