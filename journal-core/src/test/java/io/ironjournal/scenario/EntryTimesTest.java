package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The times of entries: when they are taken, that they never decrease, and how they are found. */
class EntryTimesTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

    private final SetClock clock = new SetClock(NOON.plusNanos(789));
    private SimulatedStorage disk = new SimulatedStorage(1);
    private Compression compression = Compression.NONE;

    private Journal open() {
        return JournalOpener.open(
                Small.options()
                        .compression(compression)
                        .minCompressionSize(100)
                        .maxEntriesPerSegment(50)
                        .build(),
                disk,
                false,
                files -> files,
                clock);
    }

    private static List<Instant> times(Journal journal, String stream) {
        List<Instant> times = new ArrayList<>();
        try (EntryIterator entries = journal.iterate(stream, journal.firstId(stream))) {
            entries.forEachRemaining(entry -> times.add(entry.time()));
        }
        return times;
    }

    @Test
    void entry_hasTheTimeOfTheClock_inMicroseconds() {
        try (Journal journal = open()) {
            journal.append("a", entry(1, 10));
            clock.now = NOON.plusSeconds(1);
            journal.appendBatch("a", List.of(entry(2, 10), entry(3, 10)));
            assertEquals(List.of(NOON, NOON.plusSeconds(1), NOON.plusSeconds(1)), times(journal, "a"));
        }
    }

    @Test
    void clockBefore1970_countsAs1970() {
        clock.now = Instant.parse("1960-01-01T00:00:00Z");
        try (Journal journal = open()) {
            journal.append("a", entry(1, 10));
            assertEquals(List.of(Instant.EPOCH), times(journal, "a"));
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void clockGoesBack_timesStay_alsoAfterOpeningAgain(Compression compressed) {
        compression = compressed;
        Instant back = NOON.minus(Duration.ofDays(1));
        List<Instant> expected = new ArrayList<>();
        for (int opening = 0; opening < 4; opening++) {
            Journal journal = open();
            assertEquals(expected, times(journal, "a"), "opening " + opening);
            for (int i = 0; i < 70; i++) {
                clock.now = i % 2 == 0 ? back : NOON.plusSeconds(expected.size());
                journal.append("a", entry(i, 100));
                expected.add(i % 2 == 0 && !expected.isEmpty() ? expected.get(expected.size() - 1) : clock.now);
            }
            if (opening == 0) {
                expected.set(0, back);
            }
            assertEquals(expected, times(journal, "a"), "opening " + opening);
            clock.now = back;
            if (opening % 2 == 0) {
                journal.close();
            } else {
                disk = disk.kill();
            }
        }
    }

    @Test
    void otherStream_doesNotGetTheTimeOfAStreamThatIsAhead_unlessInOneTransaction() {
        Instant ahead = NOON.plus(Duration.ofDays(1));
        try (Journal journal = open()) {
            clock.now = ahead;
            journal.append("ahead", entry(1, 10));
            clock.now = NOON;
            journal.append("a", entry(1, 10));
            try (TxnWriter writer = journal.writer("a")) {
                writer.add(entry(2, 10)).add("ahead", entry(3, 10));
                writer.commit();
            }
            assertEquals(List.of(NOON, ahead), times(journal, "a"));
            assertEquals(List.of(ahead, ahead), times(journal, "ahead"));
        }
    }

    @Test
    void preparedTransaction_hasTheTimeOfItsCommit() {
        try (Journal journal = open()) {
            BranchId branch = Small.prepare(journal, "one", "a", entry(1, 10));
            clock.now = NOON.plusSeconds(60);
            journal.append("a", entry(2, 10));
            clock.now = NOON.plusSeconds(120);
            Transactions.of(journal).commit(branch);
            assertEquals(List.of(NOON.plusSeconds(60), NOON.plusSeconds(120)), times(journal, "a"));
        }
        disk = disk.powerCut(1);
        try (Journal journal = open()) {
            assertEquals(List.of(NOON.plusSeconds(60), NOON.plusSeconds(120)), times(journal, "a"));
        }
    }

    @Test
    void streamCreatedAgain_beginsWithoutATime_andTruncationKeepsIt() {
        clock.now = NOON.plusSeconds(1);
        try (Journal journal = open()) {
            for (int i = 0; i < 120; i++) {
                journal.append("deleted", entry(i, 100));
                journal.append("truncated", entry(i, 100));
            }
            journal.deleteStream("deleted");
            journal.truncate("truncated", 120);
        }
        clock.now = NOON;
        try (Journal journal = open()) {
            journal.append("deleted", entry(1, 10));
            journal.append("truncated", entry(1, 10));
            assertEquals(List.of(NOON), times(journal, "deleted"));
            List<Instant> left = times(journal, "truncated");
            assertTrue(left.size() < 120, "nothing was truncated");
            assertEquals(NOON.plusSeconds(1), left.get(left.size() - 1));
        }
    }

    @Test
    void clockFarBehind_isLoggedOnce() {
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                // Journals of other tests in this JVM may log meanwhile.
                if (line.getMessage().contains("clock")) {
                    warnings.add(line.getMessage());
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.ironjournal");
        logger.addHandler(handler);
        try (Journal journal = open()) {
            journal.append("a", entry(1, 10));
            clock.now = NOON.minusSeconds(30);
            journal.append("a", entry(2, 10));
            assertEquals(List.of(), warnings, "a small step");
            clock.now = NOON.minusSeconds(61);
            journal.append("a", entry(3, 10));
            journal.appendBatch("a", List.of(entry(4, 10), entry(5, 10)));
            assertEquals(1, warnings.size());
            assertTrue(warnings.get(0).contains("Check the system clock"), warnings.get(0));
        } finally {
            logger.removeHandler(handler);
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void firstIdAt_findsTheSameAsALookAtAllEntries(Compression compressed) {
        compression = compressed;
        clock.now = NOON;
        try (Journal journal = open()) {
            write(journal, 0, 400);
            requireSearch(journal);
        }
        try (Journal journal = open()) {
            write(journal, 400, 450);
            requireSearch(journal);
            journal.truncate("a", 200);
            requireSearch(journal);
        }
    }

    /** Three calls of each four have the same time; now and then there is a gap that no frame may cross. */
    private void write(Journal journal, int from, int to) {
        for (int i = from; i < to; i++) {
            clock.now = clock.now.plusSeconds(i % 97 == 0 ? 10_000 : i % 4 == 0 ? 1 : 0);
            if (i % 5 == 0) {
                journal.appendBatch("a", List.of(entry(i, 100), new byte[300], entry(i, 100)));
            } else {
                journal.append("a", entry(i, 100));
            }
        }
    }

    private static void requireSearch(Journal journal) {
        List<Entry> all = new ArrayList<>();
        try (EntryIterator entries = journal.iterate("a", journal.firstId("a"))) {
            entries.forEachRemaining(all::add);
        }
        for (int nanos : new int[] {-1000, -1, 0, 1, 1000}) {
            int at = 0;
            for (Entry entry : all) {
                Instant time = entry.time().plusNanos(nanos);
                while (at < all.size() && all.get(at).time().isBefore(time)) {
                    at++;
                }
                long expected = all.get(0).id() + at;
                assertEquals(expected, journal.firstIdAt("a", time), "at " + time);
                try (EntryIterator found = journal.iterate("a", time)) {
                    assertEquals(at < all.size(), found.hasNext());
                    assertTrue(at == all.size() || found.next().equals(all.get(at)));
                }
            }
        }
        assertEquals(all.get(0).id(), journal.firstIdAt("a", Instant.MIN));
        assertEquals(journal.nextId("a"), journal.firstIdAt("a", Instant.MAX));
    }

    @Test
    void unknownStream_hasNoTimes() {
        Journal journal = open();
        assertEquals(0, journal.firstIdAt("none", NOON));
        assertFalse(journal.iterate("none", NOON).hasNext());
        assertEquals(List.of(), journal.streams());
        journal.close();
        assertThrows(JournalClosedException.class, () -> journal.firstIdAt("none", NOON));
    }

    @Test
    void follow_fromATime_beginsWithTheFirstEntryAtIt() {
        try (Journal journal = open()) {
            journal.append("a", entry(1, 10));
            clock.now = NOON.plusSeconds(1);
            journal.append("a", entry(2, 10));
            try (EntryIterator entries = journal.follow("a", NOON.plusNanos(1))) {
                assertEquals(1, entries.next().id());
                journal.append("a", entry(3, 10));
                assertEquals(2, entries.next().id());
            }
            try (EntryIterator entries = journal.follow("a", NOON.plusSeconds(2))) {
                journal.append("a", entry(4, 10));
                assertEquals(3, entries.next().id());
            }
        }
    }

    @Test
    void shards_haveTimes() {
        try (ShardedJournal journal = JournalOpener.openSharded(Small.options().build(), 2, disk, false, clock)) {
            byte[] key = {1};
            int shard = journal.shardOf(key);
            journal.append(key, entry(1, 10));
            clock.now = NOON.plusSeconds(1);
            journal.append(key, entry(2, 10));
            assertEquals(1, journal.firstIdAt(shard, NOON.plusSeconds(1)));
            assertEquals(0, journal.firstIdAt(1 - shard, NOON));
            try (EntryIterator entries = journal.iterateShard(shard, NOON.plusNanos(1000))) {
                assertEquals(NOON.plusSeconds(1), entries.next().time());
            }
        }
    }

    @Test
    void damagedSegment_onlySearchesThatNeedItFail() throws IOException {
        try (Journal journal = open()) {
            for (int i = 0; i < 150; i++) {
                clock.now = NOON.plusSeconds(i);
                journal.append("a", entry(i, 100));
            }
        }
        // The only frame of the second segment, with the entries 50 to 99.
        disk.corrupt("streams/a/00000000000000000050.wal", 64 + 8, 1);
        try (Journal journal = open()) {
            assertEquals(20, journal.firstIdAt("a", NOON.plusSeconds(20)));
            assertEquals(120, journal.firstIdAt("a", NOON.plusSeconds(120)));
            assertThrows(CorruptionException.class, () -> journal.firstIdAt("a", NOON.plusSeconds(70)));
        }
    }
}
