package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.RecoveryReport;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.SegmentHeader;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Irregular findings are reported once: by the recovery report at opening, later by the application's log. */
class RecoveryReportTest {

    private static final String SEGMENT = "streams/a/00000000000000000000.wal";
    private static final String BROKEN_INDEX = "The index of a segment is damaged and was rebuilt from the frames";

    private SimulatedStorage disk = new SimulatedStorage(1);
    private final List<byte[]> entries = new ArrayList<>();

    private static List<String> notes(Journal journal) {
        return journal.recoveryReport().notes();
    }

    private Journal open() {
        return Small.open(disk, Small.options().maxSegmentSize(1 << 20));
    }

    private void append(Journal journal) {
        byte[] next = entry(entries.size(), 20);
        journal.append("a", next);
        entries.add(next);
    }

    /** Appends entries, each in a frame of its own, until there is an index frame. */
    private void appendUntilIndexed() throws IOException {
        do {
            try (Journal journal = open()) {
                append(journal);
            }
        } while (indexFrame() < 0);
    }

    /** Returns the offset of the first index frame, or -1. */
    private long indexFrame() throws IOException {
        ByteBuffer segment = ByteBuffer.wrap(disk.readAll(SEGMENT)).order(ByteOrder.LITTLE_ENDIAN);
        int at = SegmentHeader.SIZE;
        while (at < segment.capacity()) {
            FrameHeader frame = Objects.requireNonNull(FrameHeader.decode(segment, at, at));
            if (!frame.isData()) {
                return at;
            }
            at += frame.length();
        }
        return -1;
    }

    private void breakIndex() throws IOException {
        disk.corrupt(SEGMENT, indexFrame() + FrameHeader.SIZE + 1, 1);
    }

    @Test
    void brokenIndex_ofAStreamInTheLog_isInTheRecoveryReport() throws IOException {
        appendUntilIndexed();
        append(open());
        disk = disk.kill();
        breakIndex();
        Journal reopened = open();
        assertEquals(List.of(BROKEN_INDEX + ": stream 'a', file simulated/" + SEGMENT + ", offset 0"), notes(reopened));
        Small.requireEntries(reopened, "a", entries);
    }

    @Test
    void brokenIndex_ofAnIdleStream_isLoggedWhenItIsRead() throws IOException {
        appendUntilIndexed();
        breakIndex();
        Journal journal = open();
        assertEquals(List.of(), notes(journal));
        List<String> logged = new ArrayList<>();
        Logger logger = Logger.getLogger("io.ironjournal");
        Handler handler = new Recording(logged);
        logger.addHandler(handler);
        try {
            Small.requireEntries(journal, "a", entries);
        } finally {
            logger.removeHandler(handler);
        }
        assertEquals(List.of(BROKEN_INDEX + ": {0}"), logged, "one message for any number of reads");
    }

    @Test
    void lostManifest_isReportedOnceAndRebuilt() throws IOException {
        ShardedJournal sharded = JournalOpener.openSharded(Small.options().build(), 1, disk, false);
        sharded.append("key".getBytes(UTF_8), entry(1, 10));
        sharded.createCheckpoint("noon".getBytes(UTF_8));
        sharded.close();
        disk.delete("MANIFEST");
        for (int opening = 0; opening < 2; opening++) {
            ShardedJournal again = JournalOpener.openSharded(Small.options().build(), 1, disk, false);
            assertEquals(
                    opening == 0
                            ? List.of("MANIFEST was missing or damaged and was rebuilt from the commit log")
                            : List.of(),
                    notes(again.journal()));
            assertEquals(1, again.loadCheckpoint("noon".getBytes(UTF_8)).offset(0));
            again.close();
        }
    }

    @Test
    void tornTailAndInDoubtBranches_areReported() throws IOException {
        Journal journal = Small.open(disk);
        Small.prepare(journal, "undecided", "b", entry(1, 100));
        journal.append("a", entry(1, 100));
        journal.append("a", entry(2, 100));
        disk = disk.kill();
        // The content of the last record.
        disk.corrupt("log/00000000000000000000.log", lastByteOfLog(), 1);
        RecoveryReport report = Small.open(disk).recoveryReport();
        assertEquals(1, report.inDoubt().size());
        assertTrue(report.discardedBytes() > 100, report.toString());
        assertTrue(report.quarantine().size() == 1);
        assertEquals(0, report.lostRecords());
        assertEquals(List.of(), report.losses());
        assertTrue(report.unforcedBytesCopied() > 0);
        assertFalse(report.created());
        assertEquals(1, report.entriesReplayed());
    }

    private long lastByteOfLog() throws IOException {
        byte[] log = disk.readAll("log/00000000000000000000.log");
        int last = log.length - 1;
        while (log[last] == 0) {
            last--;
        }
        return last;
    }

    private static final class Recording extends Handler {

        private final List<String> messages;

        Recording(List<String> messages) {
            this.messages = messages;
        }

        @Override
        public void publish(LogRecord message) {
            messages.add(message.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
