package io.ironjournal.recovery;

import io.ironjournal.format.FlushMark;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Finds what replay needs to know before the first record: the newest flush mark, and truncations and deletions. */
public final class LogScan {

    /** The scan of a new log. */
    public static final LogScan NOTHING = new LogScan(FlushMark.NONE);

    private final List<StreamChange> truncations = new ArrayList<>();
    private final List<StreamChange> deletions = new ArrayList<>();
    private FlushMark flushMark;

    private LogScan(FlushMark flushMark) {
        this.flushMark = flushMark;
    }

    /** Reads the log to its end, from the highest low-water mark that the log itself knows. */
    static LogScan of(OpenedLog opened) throws IOException {
        LogScan scan = new LogScan(opened.begin() == 0 ? FlushMark.NONE : FlushMark.lost(opened.begin()));
        try (LogReader records = opened.log().reader(opened.begin())) {
            for (LogRecord record = records.next(); record != null; record = records.next()) {
                scan.note(record);
            }
        }
        try (LogReader records = opened.lost()) {
            for (LogRecord record = records.next(); record != null; record = records.next()) {
                if (record.type() == RecordType.DELETE.code()) {
                    scan.deletions.add(StreamChange.decode(record.content()));
                }
            }
        }
        return scan;
    }

    /** Reads a log from its beginning to its end, without the marks, which are about the files of any machine. */
    static LogScan ofAll(OpenedLog opened) throws IOException {
        LogScan scan = new LogScan(FlushMark.NONE);
        try (LogReader records = opened.log().reader(0)) {
            for (LogRecord record = records.next(); record != null; record = records.next()) {
                if (record.type() != RecordType.MARK.code()) {
                    scan.note(record);
                }
            }
        }
        return scan;
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

    /** Returns the newest flush mark. */
    public FlushMark flushMark() {
        return flushMark;
    }

    /** Returns the truncations of streams, in the order of the log. */
    public List<StreamChange> truncations() {
        return truncations;
    }

    /** Returns the deletions of streams, in the order of the log. */
    public List<StreamChange> deletions() {
        return deletions;
    }
}
