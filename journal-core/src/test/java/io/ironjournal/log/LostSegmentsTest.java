package io.ironjournal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Missing, short or damaged segments of the log. They are refused with advice, or with TRUNCATE recorded and logged.
 */
class LostSegmentsTest {

    private static final int ENTRIES = 30;

    private SimulatedStorage storage;
    private List<String> segments;

    private Journal open(CorruptionPolicy policy) {
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(128 << 10)
                .maxMemtableMemory(256 << 10)
                .corruptionPolicy(policy)
                .build();
        return JournalOpener.open(options, storage, false);
    }

    @BeforeEach
    void writeSegmentsAndKill() throws IOException {
        storage = new SimulatedStorage(1);
        Journal journal = open(CorruptionPolicy.FAIL);
        for (int i = 0; i < ENTRIES; i++) {
            journal.append("orders", new byte[1000]);
        }
        storage = storage.kill();
        segments =
                storage.files().stream().filter(file -> file.endsWith(".log")).toList();
        assertTrue(segments.size() >= 4, "" + segments);
    }

    private CorruptionException requireRefused(String named) {
        CorruptionException refused = assertThrows(CorruptionException.class, () -> open(CorruptionPolicy.FAIL));
        assertTrue(refused.getMessage().contains(named), refused.getMessage());
        assertTrue(refused.getMessage().contains("corruptionPolicy TRUNCATE"), refused.getMessage());
        return refused;
    }

    /** Opens with TRUNCATE, and requires the loss in the report, the file and the application's log. */
    private long requireRecordedLoss(String named) throws IOException {
        List<LogRecord> logged = new ArrayList<>();
        Logger logger = Logger.getLogger("io.ironjournal");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                logged.add(line);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        long left;
        try (Journal journal = open(CorruptionPolicy.TRUNCATE)) {
            String losses = String.join(" ", journal.recoveryReport().losses());
            assertTrue(losses.contains(named), losses);
            left = journal.nextId("orders");
            assertTrue(left < ENTRIES, left + " entries");
            for (long id = 0; id < left; id++) {
                assertTrue(journal.get("orders", id).isPresent());
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertTrue(
                logged.stream()
                        .anyMatch(line -> line.getLevel().equals(Level.SEVERE)
                                && Arrays.toString(line.getParameters()).contains(named)),
                "not logged");
        try (Journal again = open(CorruptionPolicy.FAIL)) {
            assertEquals(left, again.append("orders", new byte[10]));
        }
        return left;
    }

    @Test
    void newestSegmentsMissing_afterAKill_areDetected() throws IOException {
        // The newest segment was prepared ahead, and is still empty.
        storage.delete(segments.get(segments.size() - 1));
        String missing = segments.get(segments.size() - 2);
        storage.delete(missing);
        CorruptionException refused = requireRefused("simulated/" + missing);
        assertTrue(refused.getMessage().contains("lacks its newest segments"), refused.getMessage());
        requireRecordedLoss("are missing");
    }

    @Test
    void segmentFromAnOpeningMissing_afterKillReopenAndAppend_isDetected() throws IOException {
        Journal second = open(CorruptionPolicy.FAIL);
        second.append("orders", new byte[10]);
        storage = storage.kill();
        String newest = storage.files().stream()
                .filter(file -> file.endsWith(".log"))
                .reduce((first, last) -> last)
                .orElseThrow();
        storage.delete(newest);
        requireRefused("simulated/" + newest);
    }

    @Test
    void segmentMissingInTheMiddle_withTruncate_recordsTheLossAndKeepsTheRest() throws IOException {
        String missing = segments.get(1);
        storage.delete(missing);
        requireRefused("lacks the segment");
        long left = requireRecordedLoss("behind a gap");
        assertTrue(left > 0);
        for (String behind : segments.subList(2, segments.size())) {
            assertTrue(storage.exists("quarantine/" + behind.substring("log/".length())), behind);
        }
    }

    @Test
    void segmentTooShort_withTruncate_isUsedUpToItsEnd() throws IOException {
        String cut = segments.get(1);
        storage.writeAll(cut, Arrays.copyOf(storage.readAll(cut), 4 << 10));
        requireRefused(cut);
        long left = requireRecordedLoss("is too short");
        assertTrue(left > 7, left + " entries");
    }

    @Test
    void wholeLogMissing_withTruncate_startsANewLog() throws IOException {
        for (String file : storage.files()) {
            if (file.startsWith("log/")) {
                storage.delete(file);
            }
        }
        requireRefused("MANIFEST");
        assertEquals(0, requireRecordedLoss("is missing or cannot be read"));
    }

    @Test
    void quarantinedRecords_canBeReadAsALogSegment() throws IOException {
        String damaged = segments.get(1);
        storage.corrupt(damaged, 3000, 1);
        requireRecordedLoss("damaged");
        int whole = 0;
        for (String file : storage.files()) {
            if (file.startsWith("quarantine/") && file.contains("-cut-")) {
                byte[] bytes = storage.readAll(file);
                LogSegmentHeader header =
                        LogSegmentHeader.decode(ByteBuffer.wrap(bytes, 0, LogSegmentHeader.SIZE), file);
                try (SegmentScan scan = new SegmentScan(
                        storage.openForRead(file),
                        header,
                        header.base() + LogSegmentHeader.SIZE,
                        header.base() + bytes.length)) {
                    for (RecordHeader record = scan.resync(); record != null; record = scan.resync()) {
                        whole += scan.wholeContent(record) == null ? 0 : 1;
                    }
                }
            }
        }
        assertTrue(whole > 10, whole + " complete records after the damage");
    }

    @Test
    void unexpectedSegments_areNamedInTheAdviceToMoveThem() throws IOException {
        SimulatedStorage other = new SimulatedStorage(2);
        JournalOpener.open(
                        JournalOptions.builder(Path.of("/simulated"))
                                .logSegmentSize(8 << 10)
                                .build(),
                        other,
                        false)
                .close();
        storage.writeAll("log/00000000000000000008.log", storage.readAll(segments.get(0)));
        CorruptionException renamed = assertThrows(CorruptionException.class, () -> open(CorruptionPolicy.FAIL));
        assertTrue(renamed.getMessage().contains("which is not the LSN in its name"), renamed.getMessage());
        storage.delete("log/00000000000000000008.log");

        String copy = "log/00000000000000000000-00000000000000008192.log";
        storage.writeAll(copy, storage.readAll(segments.get(0)));
        CorruptionException twice = assertThrows(CorruptionException.class, () -> open(CorruptionPolicy.FAIL));
        assertTrue(twice.getMessage().contains("exists twice"), twice.getMessage());
        assertTrue(twice.getMessage().contains("Move the older one out"), twice.getMessage());
        storage.delete(copy);

        String foreign = segments.get(0);
        storage.writeAll(foreign, other.readAll("log/00000000000000000000.log"));
        CorruptionException mixed = assertThrows(CorruptionException.class, () -> open(CorruptionPolicy.FAIL));
        assertTrue(mixed.getMessage().contains("simulated/" + foreign + " belongs to journal"), mixed.getMessage());
        assertTrue(mixed.getMessage().contains("Move the segments of the other journal"), mixed.getMessage());
    }
}
