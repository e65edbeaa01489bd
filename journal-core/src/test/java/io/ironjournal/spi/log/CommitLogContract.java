package io.ironjournal.spi.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.format.FileState;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.DividedLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of commit logs. A subclass tests one implementation, also with the inherited tests. */
@Timeout(60)
public abstract class CommitLogContract extends CommitLogFaultsContract {

    @Test
    void createdLog_isFoundWithItsIdentity() throws IOException {
        try (OpenedLog created = create()) {
            assertEquals(JOURNAL, created.identity());
            assertEquals(List.of(), read(created.log().reader(0)));
        }
        try (OpenedLog opened = reopen()) {
            assertEquals(JOURNAL, opened.identity());
            assertEquals(0, opened.report().lostRecords());
        }
    }

    @Test
    void records_areReadWithTypesContentsAndPositions() throws IOException {
        try (OpenedLog opened = create()) {
            CommitLog log = opened.log();
            long first = add(log, ENTRIES, new byte[] {1, 2, 3});
            long second = add(log, RecordType.PREPARE.code(), new byte[] {4});
            assertTrue(log.pending() > 0);
            commit(log);
            assertEquals(0, log.pending());
            assertEquals(log.end(), log.durable());
            try (LogReader reader = log.reader(0)) {
                LogRecord record = reader.next();
                assertNotNull(record);
                assertEquals(List.of((long) ENTRIES, first), List.of((long) record.type(), record.lsn()));
                assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3}), record.content());
                record = reader.next();
                assertNotNull(record);
                assertEquals(
                        List.of((long) RecordType.PREPARE.code(), second), List.of((long) record.type(), record.lsn()));
                assertEquals(ByteBuffer.wrap(new byte[] {4}), record.content());
                assertNull(reader.next());
            }
            try (LogReader reader = log.reader(second)) {
                LogRecord record = reader.next();
                assertNotNull(record);
                assertEquals(second, record.lsn());
            }
            assertEquals(List.of(), read(log.reader(log.end())));
        }
    }

    @Test
    void positionsAndEpochs_increaseAcrossOpenings() throws IOException {
        long lsn = -1;
        long epoch = -1;
        for (int i = 0; i < 4; i++) {
            try (OpenedLog opened = i == 0 ? create() : reopen()) {
                assertTrue(opened.epoch() > epoch);
                epoch = opened.epoch();
                assertEquals(numbers(0, i), read(opened.log().reader(opened.begin())));
                assertTrue(opened.log().end() > lsn);
                lsn = add(opened.log(), "record " + i);
                commit(opened.log());
                assertTrue(opened.log().end() > lsn);
            }
        }
    }

    @Test
    void endOfAnEarlierOpening_isRight_ifItIsKnown() throws IOException {
        List<Long> epochs = new ArrayList<>();
        List<Long> ends = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            try (OpenedLog opened = i == 0 ? create() : reopen()) {
                for (int j = 0; j < epochs.size(); j++) {
                    long known = opened.endOf(epochs.get(j));
                    assertTrue(known == -1 || known == ends.get(j), known + ", not " + ends.get(j));
                }
                assertEquals(-1, opened.endOf(opened.epoch()));
                add(opened.log(), "record " + i);
                commit(opened.log());
                epochs.add(opened.epoch());
                ends.add(opened.log().end());
            }
        }
    }

    @Test
    void groups_completeOnce_inOrder_whenTheyAreDurable() throws IOException {
        try (OpenedLog opened = create()) {
            CommitLog log = opened.log();
            int atOnce = log.capabilities().groupsInFlight();
            List<Outcome> sent = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                if (i >= atOnce) {
                    assertNull(sent.get(i - atOnce).await());
                }
                add(log, "record " + i);
                long end = log.end();
                sent.add(new Outcome(order) {
                    @Override
                    public void completed() {
                        if (log.durable() < end) {
                            failed(new AssertionError("The group is complete, but not durable"));
                        } else {
                            super.completed();
                        }
                    }
                });
                log.commit(sent.get(i));
            }
            for (Outcome outcome : sent) {
                assertNull(outcome.await());
            }
            assertEquals(sent, order);
            assertEquals(numbers(0, 40), read(log.reader(0)));
            assertTrue(log.commits() > 0);
        }
    }

    @Test
    void trim_keepsEverythingAboveItsPosition_andBoundsTheLog() throws IOException {
        OpenedLog opened = create();
        CommitLog log = opened.log();
        List<Long> lsns = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            lsns.add(add(log, ENTRIES, new byte[1000]));
            commit(log);
        }
        long retained = log.retainedBytes();
        assertFalse(log.canTrim(lsns.get(0)));
        long below = lsns.get(80);
        assertTrue(log.canTrim(below));
        trim(log, below);
        assertFalse(log.canTrim(below));
        assertTrue(log.retainedBytes() < retained / 2, log.retainedBytes() + " of " + retained);
        assertEquals(20, read(log.reader(below)).size());
        crash(1);
        opened = reopen();
        assertTrue(opened.begin() <= below);
        assertEquals(20, read(opened.log().reader(below)).size());
    }

    @Test
    void parts_areDiscardedOneByOne() throws IOException {
        OpenedLog opened = create();
        CommitLog log = opened.log();
        List<Long> lsns = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            lsns.add(add(log, ENTRIES, new byte[1000]));
            commit(log);
        }
        List<LogPart> parts = log.parts();
        if (parts.isEmpty()) {
            return;
        }
        assertTrue(parts.size() >= 3, parts.toString());
        assertTrue(parts.get(0).begin() <= lsns.get(0));
        assertTrue(parts.get(parts.size() - 1).end() <= log.durable());
        for (int i = 1; i < parts.size(); i++) {
            assertEquals(parts.get(i - 1).end(), parts.get(i).begin());
        }
        LogPart discarded = parts.get(1);
        long snapshot = lsns.get(50);
        assertTrue(log.snapshot(snapshot));
        log.discard(discarded);
        assertFalse(log.parts().contains(discarded));
        assertEquals(parts.size() - 1, log.parts().size());
        lsns.removeIf(lsn -> lsn >= discarded.begin() && lsn < discarded.end());
        assertEquals(lsns, lsns(log));
        crash(1);
        opened = reopen();
        assertEquals(lsns, lsns(opened.log()));
        assertEquals(snapshot, opened.snapshot());
        assertEquals(discarded.end(), opened.begin());
    }

    private static List<Long> lsns(CommitLog log) throws IOException {
        List<Long> found = new ArrayList<>();
        try (LogReader reader = log.reader(0)) {
            for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                found.add(record.lsn());
            }
        }
        return found;
    }

    /** Trims as the engine does: a durable record first states what is not needed. */
    private void trim(CommitLog log, long below) throws IOException {
        byte[] mark = new FlushMark(below, below, FileState.NONE, FileState.NONE, FileState.NONE).encode();
        log.reserve(mark.length, true);
        log.add(RecordType.MARK.code(), ByteBuffer.allocate(0), mark);
        commit(log);
        log.trim(below);
    }

    @Test
    void reader_besideAppends_seesAtLeastTheDurableRecords_withoutAGap() throws Exception {
        try (OpenedLog opened = create()) {
            CommitLog log = opened.log();
            AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
            AtomicReference<Integer> acknowledged = new AtomicReference<>(0);
            Thread appender = new Thread(() -> {
                try {
                    for (int i = 0; i < 300; i++) {
                        add(log, "record " + i);
                        commit(log);
                        acknowledged.set(i + 1);
                    }
                } catch (Throwable e) {
                    failure.set(e);
                }
            });
            appender.start();
            while (appender.isAlive()) {
                int least = acknowledged.get();
                List<String> found = read(log.reader(0));
                assertTrue(found.size() >= least, found.size() + " of " + least);
                assertEquals(numbers(0, found.size()), found);
            }
            appender.join();
            assertNull(failure.get());
        }
    }

    @Test
    void readingWithoutOpening_findsDurableRecords_andDoesNotDisturbTheWriter() throws IOException {
        try (OpenedLog opened = create()) {
            add(opened.log(), "record 0");
            commit(opened.log());
            assertEquals(numbers(0, 1), read(provider().read(0)));
            add(opened.log(), "record 1");
            commit(opened.log());
            assertEquals(numbers(0, 2), read(provider().read(0)));
        }
    }

    @Test
    void recordLargerThanTheLogAllows_isDivided_andReadWhole() throws IOException {
        OpenedLog opened = create();
        int largest = opened.log().capabilities().largestRecord();
        if (largest == Integer.MAX_VALUE) {
            return;
        }
        CommitLog log = DividedLog.of(opened).log();
        byte[] large = new byte[3 * largest - 1];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) i;
        }
        add(log, ENTRIES, new byte[largest]);
        long lsn = add(log, ENTRIES, large);
        add(log, ENTRIES, new byte[1]);
        commit(log);
        try (LogReader reader = log.reader(lsn)) {
            LogRecord record = reader.next();
            assertNotNull(record);
            assertEquals(lsn, record.lsn());
            assertEquals(ENTRIES, record.type());
            assertEquals(ByteBuffer.wrap(large), record.content());
        }
        assertEquals(3, read(log.reader(0)).size());
        long part;
        try (LogReader reader = opened.log().reader(lsn)) {
            assertNotNull(reader.next());
            LogRecord second = reader.next();
            assertNotNull(second);
            part = second.lsn();
        }
        assertEquals(1, read(log.reader(part)).size(), "parts without their beginning are not read");
        // Parts without their end are not read either: the type says that more parts follow.
        opened.log().reserve(5, false);
        opened.log().add(ENTRIES + 32, ByteBuffer.allocate(0), new byte[5]);
        add(log, "whole");
        commit(log);
        assertEquals(4, read(log.reader(0)).size());
    }
}
