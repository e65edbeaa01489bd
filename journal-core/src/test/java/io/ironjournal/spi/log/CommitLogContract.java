package io.ironjournal.spi.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.JournalLockedException;
import io.ironjournal.format.FileState;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.DividedLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The contract of commit logs. A subclass tests one implementation. */
@Timeout(60)
public abstract class CommitLogContract {

    private static final LogIdentity JOURNAL = new LogIdentity(new UUID(3, 4), 7);
    private static final int ENTRIES = RecordType.ENTRIES.code();

    /** A context in which no loss is accepted. */
    private static final LogContext CONTEXT = new LogContext() {
        @Override
        public boolean acceptsLoss() {
            return false;
        }

        @Override
        public void lost(String loss) {
            throw new AssertionError("The log reports a loss, but nothing is lost: " + loss);
        }
    };

    /** Returns a provider of the log in its present state, for one opening. */
    protected abstract LogProvider provider() throws IOException;

    /** Simulates a power failure. Existing writers are dead. */
    protected abstract void crash(long seed) throws IOException;

    /** Kills the process. Existing writers are dead. */
    protected abstract void kill() throws IOException;

    /** Makes the following groups fail. */
    protected abstract void fail();

    /** Limits the log to about this number of further bytes. Called only for logs that can fill up. */
    protected abstract void limitRoom(int bytes);

    /** The outcome of a group. */
    private static class Outcome implements GroupCompletion {

        private final CountDownLatch done = new CountDownLatch(1);
        private final List<Outcome> order;
        private volatile int calls;
        private volatile @Nullable Throwable failure;

        Outcome(List<Outcome> order) {
            this.order = order;
        }

        @Override
        public void completed() {
            report();
        }

        @Override
        public void failed(Throwable cause) {
            failure = cause;
            report();
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // a log calls once, and the test detects a second call
        private void report() {
            calls++;
            order.add(this);
            done.countDown();
        }

        @Nullable
        Throwable await() {
            try {
                assertTrue(done.await(20, TimeUnit.SECONDS), "The group did not complete");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertEquals(1, calls);
            return failure;
        }
    }

    private final List<Outcome> order = Collections.synchronizedList(new ArrayList<>());

    private OpenedLog create() throws IOException {
        LogProvider provider = provider();
        assertEquals(Optional.empty(), provider.find(CONTEXT));
        return provider.create(CONTEXT, JOURNAL);
    }

    private OpenedLog reopen() throws IOException {
        LogProvider provider = provider();
        assertEquals(Optional.of(JOURNAL), provider.find(CONTEXT));
        return provider.open(CONTEXT, JOURNAL);
    }

    private static long add(CommitLog log, String text) throws IOException {
        return add(log, ENTRIES, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a record. Half of the content is in the head. */
    private static long add(CommitLog log, int type, byte[] content) throws IOException {
        long lsn = log.reserve(content.length, false);
        int half = content.length / 2;
        byte[] body = Arrays.copyOfRange(content, half, content.length);
        log.add(type, ByteBuffer.wrap(content, 0, half), body);
        return lsn;
    }

    private Outcome send(CommitLog log) {
        Outcome outcome = new Outcome(order);
        log.commit(outcome);
        return outcome;
    }

    private void commit(CommitLog log) {
        assertNull(send(log).await());
    }

    private static List<String> read(LogReader reader) throws IOException {
        List<String> found = new ArrayList<>();
        long before = -1;
        try (reader) {
            for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                assertTrue(record.lsn() > before, "positions increase");
                before = record.lsn();
                if (record.type() == ENTRIES) {
                    found.add(StandardCharsets.UTF_8.decode(record.content()).toString());
                }
            }
        }
        return found;
    }

    private static List<String> numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            numbers.add("record " + i);
        }
        return numbers;
    }

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
    void durableGroups_surviveCrashes_andNothingFollowsAGap() throws IOException {
        OpenedLog opened = create();
        for (int seed = 0; seed < 8; seed++) {
            List<String> before = read(opened.log().reader(opened.begin()));
            add(opened.log(), "durable " + seed);
            commit(opened.log());
            for (int i = 0; i < 3; i++) {
                add(opened.log(), "perhaps " + seed + "." + i);
            }
            if (opened.log().capabilities().handsOver()) {
                opened.log().handOver();
            }
            crash(seed);
            opened = reopen();
            List<String> after = read(opened.log().reader(opened.begin()));
            before.add("durable " + seed);
            for (int i = 0; before.size() < after.size(); i++) {
                before.add("perhaps " + seed + "." + i);
            }
            assertEquals(before, after);
            assertEquals(opened.log().end(), opened.log().durable());
        }
    }

    @Test
    void handedOverGroups_surviveAKill_andACrashOnceCommitted() throws IOException {
        OpenedLog opened = create();
        if (!opened.log().capabilities().handsOver()) {
            return;
        }
        add(opened.log(), "record 0");
        opened.log().handOver();
        kill();
        opened = reopen();
        assertEquals(numbers(0, 1), read(opened.log().reader(0)));
        add(opened.log(), "record 1");
        opened.log().handOver();
        opened.log().commitHandedOver();
        assertEquals(opened.log().end(), opened.log().durable());
        crash(1);
        opened = reopen();
        assertEquals(numbers(0, 2), read(opened.log().reader(0)));
        add(opened.log(), "record 2");
        opened.log().handOver();
        commit(opened.log());
        crash(2);
        assertEquals(numbers(0, 3), read(reopen().log().reader(0)), "an empty group makes handed-over records durable");
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

    /** Either the later opening waits until the earlier writer is gone, or the earlier writer is fenced. */
    @Test
    void earlierWriter_acknowledgesNothing_afterALaterOpening() throws IOException {
        OpenedLog earlier = create();
        add(earlier.log(), "record 0");
        commit(earlier.log());
        OpenedLog later;
        try {
            later = reopen();
        } catch (JournalLockedException refused) {
            return;
        }
        Throwable failure = null;
        try {
            add(earlier.log(), "too late");
            failure = send(earlier.log()).await();
        } catch (IOException e) {
            failure = e;
        }
        assertNotNull(failure);
        add(later.log(), "record 1");
        commit(later.log());
        assertEquals(numbers(0, 2), read(later.log().reader(0)));
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
    void fullLog_refusesARecordUnchanged_andKeepsRoomForUrgentRecords() throws IOException {
        OpenedLog opened = create();
        CommitLog log = opened.log();
        if (!log.capabilities().canFillUp()) {
            return;
        }
        log.reserveForLater(500);
        limitRoom(100_000);
        int taken = 0;
        long end = log.end();
        try {
            for (; taken < 10_000; taken++) {
                add(log, ENTRIES, new byte[1000]);
                commit(log);
                end = log.end();
            }
        } catch (LogFullException full) {
            assertEquals(end, log.end());
        }
        assertTrue(taken < 10_000, "The log never filled up");
        assertThrows(LogFullException.class, () -> log.reserve(1000, false));
        log.reserve(500, true);
        log.add(RecordType.COMMIT.code(), ByteBuffer.allocate(0), new byte[500]);
        commit(log);
        log.releaseReservation(500);
        limitRoom(1 << 20);
        add(log, ENTRIES, new byte[1000]);
        commit(log);
        assertEquals(taken + 1, read(log.reader(0)).size());
    }

    @Test
    void failedGroup_failsAllLaterGroups_andTheLogCanBeOpenedAgain() throws IOException {
        OpenedLog opened = create();
        CommitLog log = opened.log();
        add(log, "record 0");
        commit(log);
        fail();
        add(log, "unknown");
        assertNotNull(send(log).await());
        Throwable later = null;
        try {
            add(log, "nothing");
            later = send(log).await();
        } catch (IOException e) {
            later = e;
        }
        assertNotNull(later);
        kill();
        List<String> found = read(reopen().log().reader(0));
        assertTrue(List.of(numbers(0, 1), List.of("record 0", "unknown")).contains(found), found.toString());
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
