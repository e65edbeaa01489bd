package io.ironjournal.recovery;

import io.ironjournal.format.CatalogueEntry;
import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import io.ironjournal.write.RecordedIds;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** What the log says of the streams in the catalogue, before it is replayed. */
public final class LoggedStreams {

    private LoggedStreams() {}

    /** Finds the streams that the log deletes. */
    public static Predicate<CatalogueEntry> deleted(LogScan scan) {
        return entry -> scan.deletions().stream().anyMatch(change -> concerns(change, entry));
    }

    /**
     * Finds the streams that the log has from their first entry, so that replay needs none of their files. Streams that
     * one record created share a generation. They are not told apart, which matters only if they were truncated
     * differently: then a stream may be found although its files are needed, and is missed when it is used.
     */
    public static Predicate<CatalogueEntry> rebuilt(CommitLog log, LogScan scan) throws IOException {
        Map<Long, Long> firstIds = firstIds(log, scan);
        return entry -> {
            long first = entry.firstId();
            for (StreamChange change : scan.truncations()) {
                first = concerns(change, entry) ? Math.max(first, change.firstId()) : first;
            }
            return firstIds.getOrDefault(entry.generation(), Long.MAX_VALUE) <= first;
        };
    }

    private static boolean concerns(StreamChange change, CatalogueEntry entry) {
        return change.stream().equals(entry.stream()) && change.generation() == entry.generation();
    }

    /** Returns the lowest id of each generation in the records that replay applies. */
    private static Map<Long, Long> firstIds(CommitLog log, LogScan scan) throws IOException {
        Map<Long, Long> firstIds = new HashMap<>();
        try (LogReader records = log.reader(scan.flushMark().lowWaterMark())) {
            for (LogRecord record = records.next(); record != null; record = records.next()) {
                boolean commits =
                        record.type() == RecordType.ENTRIES.code() || record.type() == RecordType.COMMIT.code();
                if (commits && record.lsn() >= scan.flushMark().flushed()) {
                    RecordedIds ids = RecordedIds.from(record.content());
                    for (int i = 0; i < ids.firstIds().length; i++) {
                        firstIds.merge(ids.generations()[i], ids.firstIds()[i], Math::min);
                    }
                }
            }
        }
        return firstIds;
    }
}
