package io.ironjournal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.RecordHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import io.ironjournal.spi.log.LogFullException;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Segments of the log that cannot be created, and spares. */
class LogSegmentsTest {

    private static final Manifest MANIFEST = new Manifest(0, new UUID(1, 2));
    private static final int SEGMENT = 3 << 20;
    private static final int SMALL = 8 << 10;
    private static final int BUDGET = 8 * SMALL;

    private final SimulatedStorage storage = new SimulatedStorage(1);

    @BeforeEach
    void directory() throws IOException {
        storage.createDirectory("log");
    }

    private CommitLog create(int segmentSize) throws IOException {
        return LogRecovery.create(
                new LogSettings(
                        storage,
                        segmentSize,
                        1 << 30,
                        Runnable::run,
                        failure -> {},
                        new JournalFigures("test", Runnable::run)),
                MANIFEST);
    }

    @Test
    void failedForceInTheBackground_isNotRetried() throws IOException {
        CommitLog log = create(8 << 10);
        int forces = storage.directoryForces();
        storage.failForceAfter(1, force -> force.equals("dir:log"));
        assertThrows(IOException.class, () -> {
            for (int i = 0; i < 20; i++) {
                log.reserve(1000, false);
                log.add(RecordType.ENTRIES.code(), ByteBuffer.allocate(0), new byte[1000]);
                force(log);
            }
        });
        assertEquals(forces + 1, storage.directoryForces());
    }

    @Test
    void reservedRoom_recordDividedAnywhere_isSufficient() throws IOException {
        int room = SEGMENT - 512 - RecordHeader.SIZE;
        for (int length = room - 200; length <= room; length += 40) {
            SimulatedStorage full = new SimulatedStorage(1);
            full.createDirectory("log");
            CommitLog log = LogRecovery.create(
                    new LogSettings(
                            full,
                            SEGMENT,
                            1 << 30,
                            task -> {},
                            failure -> {},
                            new JournalFigures("test", Runnable::run)),
                    MANIFEST);
            full.setSpace(full.usedSpace());
            try {
                log.reserve(length, true);
            } catch (LogFullException e) {
                continue;
            }
            log.add(RecordType.PREPARE.code(), ByteBuffer.allocate(0), new byte[length]);
            force(log);
        }
    }

    @Test
    void recordOfOneMebibyte_isForcedByOneWrite() throws IOException {
        CommitLog log = create(SEGMENT);
        log.reserve(100 + (1 << 20), false);
        log.add(RecordType.ENTRIES.code(), ByteBuffer.allocate(100), new byte[1 << 20]);
        force(log);
        assertEquals(1, log.commits());
    }

    @Test
    void segmentsThatAFlushFrees_areReused() throws IOException {
        CommitLog log = createWithBudget();
        fill(log, 7);
        log.trim(log.end());
        long space = storage.usedSpace();
        fill(log, 7);
        // One more segment may be prepared ahead.
        assertTrue(storage.usedSpace() <= space + SMALL, storage.usedSpace() + " after " + space);
    }

    @Test
    void spares_stayWithinTheBudget_andDecreaseWhenFewerAreNeeded() throws IOException {
        CommitLog log = createWithBudget();
        fill(log, 20);
        log.trim(log.end());
        assertEquals(BUDGET / SMALL + 1, spares());
        fill(log, 4);
        log.trim(log.end());
        assertEquals(BUDGET / SMALL / 2 + 1, spares());
    }

    private CommitLog createWithBudget() throws IOException {
        return LogRecovery.create(
                new LogSettings(
                        storage,
                        SMALL,
                        BUDGET,
                        Runnable::run,
                        failure -> {},
                        new JournalFigures("test", Runnable::run)),
                MANIFEST);
    }

    private static void fill(CommitLog log, int segments) throws IOException {
        for (long end = log.end() + (long) segments * SMALL; log.end() < end; ) {
            log.reserve(1000, false);
            log.add(RecordType.ENTRIES.code(), ByteBuffer.allocate(0), new byte[1000]);
            force(log);
        }
    }

    private static void force(CommitLog log) throws IOException {
        List<Throwable> failures = new ArrayList<>();
        log.commit(new GroupCompletion() {
            @Override
            public void completed() {}

            @Override
            public void failed(Throwable cause) {
                failures.add(cause);
            }
        });
        if (!failures.isEmpty()) {
            throw new IOException(failures.get(0));
        }
    }

    private long spares() {
        return storage.files().stream().filter(name -> name.endsWith(".spare")).count();
    }

    @Test
    void fileNames_haveAsciiDigitsInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG"));
        try {
            create(8 << 10).close();
        } finally {
            Locale.setDefault(before);
        }
        assertTrue(
                storage.exists("log/00000000000000000000.log"),
                () -> storage.files().toString());
    }
}
