package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.Retention;
import io.ironjournal.RetentionReport;
import io.ironjournal.TruncatedException;
import io.ironjournal.backup.HotBackup;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journal removes what its rules no longer keep: by age, by size, and never past a reader unless allowed. */
@Timeout(60)
class RetentionTest {

    private static final int PER_SEGMENT = 10;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final SetClock clock = new SetClock(START);

    private static JournalOptionsBuilder options() {
        return Small.options().maxEntriesPerSegment(PER_SEGMENT);
    }

    private Journal open(JournalOptionsBuilder options) {
        return JournalOpener.open(options.build(), storage, false, files -> files, clock);
    }

    /** Writes entries into segments: one each minute. */
    private void write(String stream, int count) {
        try (Journal journal = open(options())) {
            for (int i = 0; i < count; i++) {
                clock.now = clock.now.plus(Duration.ofMinutes(1));
                journal.append(stream, entry(i, 100));
            }
        }
    }

    private Journal openWith(Retention rule) {
        return open(options().retention("orders", rule));
    }

    private long segments(String stream) {
        return storage.files().stream()
                .filter(file -> file.startsWith("streams/" + stream + "/"))
                .count();
    }

    @Test
    void maxAge_removesSegmentsWhoseEntriesAreAllOlder_andNeverTheLast() {
        write("orders", 50);
        try (Journal journal = openWith(Retention.maxAge(Duration.ofMinutes(25)))) {
            // The entry before a segment is 25 minutes old, or one minute older.
            RetentionReport report = journal.applyRetention();
            assertEquals(20, journal.firstId("orders"));
            assertEquals(2, report.segments());
            assertEquals(1, report.streams());
            assertEquals(List.of(), report.failures());
            assertTrue(report.bytes() > 20 * 100, report.bytes() + " bytes");
            assertEquals(3, segments("orders"));
            assertEquals(0, journal.applyRetention().segments());
            clock.now = clock.now.plus(Duration.ofDays(1000));
            assertEquals(2, journal.applyRetention().segments());
            assertEquals(40, journal.firstId("orders"));
        }
        try (Journal journal = open(options())) {
            assertEquals(40, journal.firstId("orders"));
            assertEquals(50, journal.nextId("orders"));
        }
    }

    @Test
    void maxAge_clockBeforeTheEntries_removesNothing() {
        write("orders", 50);
        clock.now = Instant.EPOCH;
        try (Journal journal = openWith(Retention.maxAge(Duration.ofMillis(1)))) {
            assertEquals(0, journal.applyRetention().segments());
        }
    }

    @Test
    void maxBytes_removesTheOldestSegments_untilTheRestFits() {
        write("orders", 50);
        long size;
        try (Journal journal = openWith(Retention.maxBytes(1))) {
            assertEquals(0, journal.firstId("orders"));
            size = journal.applyRetention().bytes() / 4;
            assertEquals(40, journal.firstId("orders"), "the last segment stays, although it is too large");
        }
        write("orders", 40);
        try (Journal journal = openWith(Retention.maxBytes(3 * size + size / 2))) {
            assertEquals(2, journal.applyRetention().segments());
            assertEquals(60, journal.firstId("orders"));
        }
    }

    @Test
    void bothLimits_removeWhatExceedsOneOfThem() {
        write("orders", 50);
        try (Journal journal = openWith(Retention.maxAge(Duration.ofDays(1)).andMaxBytes(1))) {
            assertEquals(4, journal.applyRetention().segments());
        }
    }

    @Test
    void slowestCursor_keepsItsEntries_unlessTheRuleAllowsMore() {
        write("orders", 50);
        try (Journal journal = openWith(Retention.maxBytes(1))) {
            journal.cursor("fast", "orders").advanceTo(50);
            journal.cursor("slow", "orders").advanceTo(25);
            journal.cursor("other", "payments");
            assertEquals(2, journal.applyRetention().segments());
            assertEquals(20, journal.firstId("orders"));
            journal.deleteCursor("slow", "orders");
            assertEquals(2, journal.applyRetention().segments());
        }
        write("orders", 50);
        try (Journal journal = openWith(Retention.maxBytes(1).evenPastCursors())) {
            assertEquals(5, journal.applyRetention().segments());
            assertEquals(90, journal.firstId("orders"));
            assertThrows(TruncatedException.class, () -> journal.iterate("orders", 50));
        }
    }

    @Test
    void cursor_ofADeletedGeneration_keepsNothing() {
        write("orders", 50);
        try (Journal journal = open(options())) {
            journal.cursor("slow", "orders").advanceTo(5);
            journal.deleteStream("orders");
        }
        write("orders", 50);
        try (Journal journal = openWith(Retention.maxBytes(1))) {
            assertEquals(4, journal.applyRetention().segments());
        }
    }

    @Test
    void cursor_thatATransactionMovesForTheFirstTime_keepsAll() {
        write("orders", 50);
        try (Journal journal = openWith(Retention.maxBytes(1))) {
            BranchId id = Small.branchId("first move");
            Transactions.of(journal).begin(id).advance(journal.cursor("first", "orders"), 45);
            assertEquals(0, journal.applyRetention().segments());
            Transactions.of(journal).prepare(id);
            assertEquals(0, journal.applyRetention().segments());
            Transactions.of(journal).commit(id);
            assertEquals(4, journal.applyRetention().segments());
        }
    }

    @Test
    void untilConsumed_removesWhatAllCursorsHaveRead_andNothingWithoutCursors() {
        write("orders", 50);
        try (Journal journal = openWith(Retention.untilConsumed())) {
            assertEquals(0, journal.applyRetention().segments());
            journal.cursor("one", "orders").advanceTo(50);
            journal.cursor("two", "orders").advanceTo(35);
            assertEquals(3, journal.applyRetention().segments());
            assertEquals(30, journal.firstId("orders"));
        }
    }

    @Test
    void streamWithoutRule_keepsAll() {
        write("orders", 50);
        write("audit", 50);
        try (Journal journal =
                open(options().retention("audit", Retention.forever()).retention("o*", Retention.maxBytes(1)))) {
            assertEquals(4, journal.applyRetention().segments());
            assertEquals(0, journal.firstId("audit"));
        }
        try (Journal journal = open(options())) {
            assertEquals(0, journal.applyRetention().segments());
        }
    }

    @Test
    void removal_isDurable() {
        write("orders", 50);
        Journal journal = openWith(Retention.maxBytes(1));
        assertEquals(4, journal.applyRetention().segments());
        try (Journal reopened = Small.open(storage.powerCut(1), options())) {
            assertEquals(40, reopened.firstId("orders"));
            assertEquals(50, reopened.nextId("orders"));
        }
    }

    @Test
    void damagedStream_isReported_andTheOthersAreCleaned() throws Exception {
        write("damaged", 50);
        write("orders", 50);
        String last = storage.files().stream()
                .filter(file -> file.startsWith("streams/damaged/"))
                .sorted()
                .reduce((first, second) -> second)
                .orElseThrow();
        for (int offset = 0; offset < 1000; offset++) {
            storage.corrupt(last, offset, 0xff);
        }
        try (Journal journal = open(options().retention("*", Retention.maxBytes(1)))) {
            RetentionReport report = journal.applyRetention();
            assertEquals(4, report.segments());
            assertEquals(1, report.failures().size());
            assertTrue(report.failures().get(0).contains("'damaged'"), report.failures()::toString);
        }
    }

    @Test
    void iteratorInARemovedSegment_endsWithTruncatedException_andOthersGoOn() {
        write("orders", 2000);
        try (Journal journal = openWith(Retention.maxBytes(1));
                EntryIterator behind = journal.iterate("orders", 0);
                EntryIterator ahead = journal.iterate("orders", 1990)) {
            assertEquals(0, behind.next().id());
            assertTrue(journal.applyRetention().segments() > 100);
            assertThrows(TruncatedException.class, () -> {
                while (behind.hasNext()) {
                    behind.next();
                }
            });
            assertEquals(1990, ahead.next().id());
        }
    }

    @Test
    void requestedRound_waitsForTheBackupThatNeedsTheFiles() throws Exception {
        write("orders", 50);
        try (Journal journal = openWith(Retention.maxBytes(1))) {
            journal.append("orders", entry(1, 100));
            AtomicReference<RetentionReport> report = new AtomicReference<>();
            Thread round = new Thread(() -> report.set(journal.applyRetention()), "round");
            backUp(journal, () -> {
                round.start();
                while (round.getState() != Thread.State.TIMED_WAITING) {
                    assertTrue(round.isAlive(), "the round did not wait");
                    Thread.onSpinWait();
                }
                assertEquals(0, journal.firstId("orders"));
            });
            round.join();
            assertTrue(report.get().segments() >= 4);
        }
    }

    /** Otherwise writers would wait for memory while the thread of the flusher waits for the backup. */
    @Test
    void background_leavesTheFilesThatABackupNeeds_andFlushesMeanwhile() throws Exception {
        JournalOptionsBuilder rules =
                options().retention("*", Retention.maxBytes(1)).retentionInterval(Duration.ofMillis(1));
        try (Journal journal = JournalOpener.open(rules.build(), storage, true)) {
            for (int i = 0; i < 100; i++) {
                journal.append("orders", entry(i, 100));
            }
            AtomicLong first = new AtomicLong();
            backUp(journal, () -> {
                first.set(journal.firstId("orders"));
                for (int i = 0; i < 2000; i++) {
                    journal.append("orders", entry(i, 100));
                }
                assertEquals(first.get(), journal.firstId("orders"));
            });
            while (journal.firstId("orders") == first.get()) {
                Thread.onSpinWait();
            }
        }
    }

    /** Takes a backup, and does something while it holds its pin. */
    private static void backUp(Journal journal, Runnable pinned) throws IOException {
        SimulatedStorage target = new SimulatedStorage(2);
        AtomicBoolean done = new AtomicBoolean();
        journal.unwrap(HotBackup.class).orElseThrow().take(target, null, false, Duration.ofMinutes(1), () -> {
            if (!done.get() && target.files().stream().anyMatch(file -> file.startsWith("files/log/"))) {
                done.set(true);
                pinned.run();
            }
        });
        assertTrue(done.get());
    }

    @Test
    void shards_haveRules_andTheNewestCheckpointKeepsTheirEntries() {
        JournalOptionsBuilder rules = options().retention("shard~*", Retention.maxBytes(1));
        try (ShardedJournal journal = JournalOpener.openSharded(options().build(), 1, storage, false, clock)) {
            for (int i = 0; i < 25; i++) {
                journal.append(entry(i, 8), entry(i, 100));
            }
            journal.createCheckpoint(new byte[] {1});
            for (int i = 25; i < 50; i++) {
                journal.append(entry(i, 8), entry(i, 100));
            }
        }
        try (ShardedJournal journal = JournalOpener.openSharded(rules.build(), 1, storage, false, clock)) {
            assertEquals(2, journal.journal().applyRetention().segments());
            assertEquals(25, journal.loadLatestCheckpoint().offset(0));
            journal.compactCheckpoints(0);
            assertEquals(2, journal.journal().applyRetention().segments());
        }
    }

    @Test
    void newestCheckpoint_isLookedUpAgainInEachRound() {
        JournalOptionsBuilder rules = options().retention("shard~*", Retention.maxBytes(1));
        try (ShardedJournal journal = JournalOpener.openSharded(rules.build(), 3, storage, false, clock)) {
            long[] offsets = new long[3];
            for (int checkpoint = 1; checkpoint <= 3; checkpoint++) {
                for (int i = 0; i < 400; i++) {
                    journal.append(entry(i, 8), entry(i, 100));
                }
                journal.createCheckpoint(new byte[] {(byte) checkpoint});
                journal.journal().applyRetention();
                for (int shard = 0; shard < 3; shard++) {
                    long first = journal.journal().firstId(journal.streamOf(shard));
                    assertTrue(checkpoint == 1 || first > offsets[shard], first + " after " + offsets[shard]);
                    offsets[shard] = journal.loadLatestCheckpoint().offset(shard);
                    assertTrue(first <= offsets[shard], first + " of shard " + shard + " at " + offsets[shard]);
                }
            }
        }
    }

    @Test
    void journalWithItsLogElsewhere_isCleaned() {
        InMemoryLog log = new InMemoryLog(1 << 20);
        JournalOptionsBuilder rules = options().commitLog(log).retention("*", Retention.maxBytes(1));
        try (Journal journal = Small.open(storage, rules)) {
            for (int i = 0; i < 2000; i++) {
                journal.append("orders", entry(i, 100));
            }
            assertTrue(journal.applyRetention().segments() > 0);
            assertTrue(journal.firstId("orders") > 0);
        }
    }

    @Test
    void closedOrFailedJournal_refusesARound() {
        write("orders", 50);
        Journal journal = openWith(Retention.maxBytes(1));
        storage.failForceAfter(1);
        assertThrows(JournalFailedException.class, journal::applyRetention);
        assertThrows(JournalFailedException.class, journal::applyRetention);
        journal.close();
        assertThrows(JournalClosedException.class, journal::applyRetention);
    }

    @Test
    void background_removesInRounds_whileWritersAndReadersWork() throws Exception {
        Logger logger = Logger.getLogger("io.ironjournal");
        CompletableFuture<LogRecord> logged = new CompletableFuture<>();
        Handler handler = new RemovalRecord(logged);
        logger.addHandler(handler);
        JournalOptionsBuilder rules =
                options().retention("*", Retention.maxBytes(20_000)).retentionInterval(Duration.ofMillis(1));
        try (Journal journal = JournalOpener.open(rules.build(), storage, true)) {
            CompletableFuture<Long> reader = CompletableFuture.supplyAsync(() -> follow(journal));
            int written = 0;
            while (journal.firstId("orders") < 1000) {
                journal.append("orders", entry(written++, 100));
            }
            assertEquals(Level.INFO, logged.get(30, TimeUnit.SECONDS).getLevel());
            for (long id = journal.nextId("orders") - 1; id > written - 20; id--) {
                assertTrue(journal.get("orders", id).isPresent());
            }
            journal.append("orders", new byte[0]);
            assertTrue(reader.get(30, TimeUnit.SECONDS) > 0);
        } finally {
            logger.removeHandler(handler);
        }
    }

    /** Follows the stream to the empty entry. What was removed is skipped. */
    private static long follow(Journal journal) {
        long read = 0;
        long from = 0;
        while (true) {
            try (EntryIterator entries = journal.follow("orders", from)) {
                while (true) {
                    int length = entries.next().data().length;
                    read++;
                    if (length == 0) {
                        return read;
                    }
                }
            } catch (TruncatedException e) {
                from = journal.firstId("orders");
            }
        }
    }

    private static final class RemovalRecord extends Handler {
        private final CompletableFuture<LogRecord> logged;

        RemovalRecord(CompletableFuture<LogRecord> logged) {
            this.logged = logged;
        }

        @Override
        public void publish(LogRecord record) {
            if (record.getMessage().contains("retention removed")) {
                logged.complete(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
