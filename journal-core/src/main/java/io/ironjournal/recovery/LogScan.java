package io.ironjournal.recovery;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.SnapshotPart;
import io.ironjournal.format.StreamChange;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what replay needs to know before the first record: the newest flush mark, and truncations and deletions. */
public final class LogScan {

    /** The scan of a new log. */
    public static final LogScan NOTHING = new LogScan(FlushMark.NONE);

    private final List<StreamChange> truncations = new ArrayList<>();
    private final List<StreamChange> deletions = new ArrayList<>();
    private FlushMark flushMark;

    /** The newest complete snapshot that is used, or null. */
    private @Nullable SnapshotState snapshot;

    /** The newest snapshot, or null. */
    private @Nullable SnapshotState incomplete;

    private LogScan(FlushMark flushMark) {
        this.flushMark = flushMark;
    }

    /**
     * Reads the log to its end, from the highest low-water mark that the log itself knows.
     *
     * @param discarded deletions of streams in records that the log no longer has
     */
    static LogScan of(OpenedLog opened, List<StreamChange> discarded) throws IOException {
        LogScan scan = new LogScan(opened.begin() == 0 ? FlushMark.NONE : FlushMark.lost(opened.begin()));
        try (LogReader records = opened.log().reader(opened.begin())) {
            for (LogRecord record = records.next(); record != null; record = records.next()) {
                scan.note(record);
            }
        }
        scan.deletions.addAll(discarded);
        return scan;
    }

    /**
     * Reads a log that does not depend on the directory, above a mark. Marks and snapshots in it are not used.
     *
     * @param mark the part of the log that is in the files of the directory
     */
    static LogScan above(FlushMark mark, OpenedLog opened) throws IOException {
        LogScan scan = new LogScan(mark);
        try (LogReader records = opened.log().reader(mark.lowWaterMark())) {
            for (LogRecord record = records.next(); record != null; record = records.next()) {
                if (record.type() != RecordType.MARK.code()) {
                    scan.note(record);
                }
            }
        }
        return scan;
    }

    /**
     * Reads a log that does not depend on the directory, to build all files. Reads from the newest snapshot on, whose state
     * contains everything below.
     *
     * @throws CorruptionException when parts of the log were discarded, but it has no complete snapshot
     */
    static LogScan ofAll(OpenedLog opened) throws IOException {
        LogScan scan = new LogScan(FlushMark.NONE);
        try (LogReader records = opened.log().reader(opened.snapshot())) {
            for (LogRecord record = records.next(); record != null; record = records.next()) {
                if (record.type() == RecordType.SNAPSHOT.code()) {
                    scan.noteSnapshot(record, opened.identity().shardCount());
                } else if (record.type() != RecordType.MARK.code()) {
                    scan.note(record);
                }
            }
        }
        SnapshotState found = scan.snapshot;
        if (opened.begin() > 0 && (found == null || found.cut() < opened.begin())) {
            throw new CorruptionException("The records below LSN " + opened.begin()
                    + " of the commit log were discarded, but it has no complete snapshot above. Restore the log");
        }
        return scan;
    }

    private void noteSnapshot(LogRecord record, int shards) {
        SnapshotPart part = SnapshotPart.decode(record.content(), record.lsn());
        SnapshotState current = incomplete;
        if (current == null || part.index() == 0) {
            // One without its end was interrupted, and does not count. Neither does one whose beginning was not read.
            current = new SnapshotState(part.cut(), shards);
            incomplete = current;
        }
        if (part.index() > 0 && !current.hasBegun()) {
            return;
        }
        current.add(part, record.lsn());
        if (current.isComplete()) {
            snapshot = current;
        }
    }

    private void note(LogRecord record) {
        if (record.type() == RecordType.MARK.code()) {
            FlushMark found = FlushMark.decode(record.content(), record.lsn());
            if (found.flushed() >= flushMark.flushed()) {
                flushMark = found.at(Math.max(flushMark.lowWaterMark(), found.lowWaterMark()), found.flushed());
            }
        } else if (record.type() == RecordType.TRUNCATE.code()) {
            truncations.add(StreamChange.decode(record.content()));
        } else if (record.type() == RecordType.DELETE.code()) {
            deletions.add(StreamChange.decode(record.content()));
        }
    }

    /** Returns the snapshot whose state replaces the records below its cut, or null. */
    @Nullable
    SnapshotState snapshot() {
        return snapshot;
    }

    /** Returns the newest flush mark. */
    public FlushMark flushMark() {
        return flushMark;
    }

    /** Returns the truncations of streams, in the order of the log. */
    public List<StreamChange> truncations() {
        return truncations;
    }

    /** Returns the deletions of streams in some records, whose contents it consumes. */
    static List<StreamChange> deletions(List<LogRecord> records) {
        return records.stream()
                .filter(record -> record.type() == RecordType.DELETE.code())
                .map(record -> StreamChange.decode(record.content()))
                .toList();
    }

    /** Returns the deletions of streams, in the order of the log. */
    public List<StreamChange> deletions() {
        return deletions;
    }
}
