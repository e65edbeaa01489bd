package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.DiskFullException;
import io.ironjournal.Histogram;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalStats;
import io.ironjournal.NewEntry;
import io.ironjournal.SyncMode;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a journal counts for operators. */
class FiguresTest {

    private static final BranchId BRANCH = new BranchId(1, new byte[] {1}, new byte[] {2});

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private Journal open() {
        return JournalOpener.open(Small.options().build(), storage, false);
    }

    @Test
    void entries_areCounted_alsoThoseOfTransactions() {
        Journal journal = open();
        journal.append("orders", new byte[1]);
        journal.appendBatch("orders", List.of(new byte[1], new byte[2]));
        journal.appendEntries("orders", List.of(NewEntry.of(new byte[1])));
        Transactions.of(journal).begin(BRANCH).add("audit", new byte[3]);
        Transactions.of(journal).prepare(BRANCH);
        assertEquals(4, journal.stats().entries());
        Transactions.of(journal).commit(BRANCH);
        JournalStats stats = journal.stats();
        assertEquals(5, stats.entries());
        assertEquals(5, stats.records());
        assertEquals(stats.records(), stats.groupSizes().total());
        assertEquals(5, stats.groupSizes().count());
        assertTrue(stats.toString().contains("entries=5"), stats.toString());
    }

    @Test
    void firstAppendAndOneOfSixteen_isMeasured() {
        Journal journal = open();
        for (int i = 0; i < 33; i++) {
            journal.append("orders", new byte[1]);
        }
        assertEquals(3, journal.stats().appendDurations().count());
        journal.appendBatch("orders", List.of(new byte[1], new byte[2]));
        assertEquals(4, journal.stats().appendDurations().count());
    }

    @ParameterizedTest
    @EnumSource(SyncMode.class)
    void everyForceOfTheLog_isMeasured(SyncMode mode) {
        Journal journal = JournalOpener.open(Small.options().syncMode(mode).build(), storage, false);
        for (int i = 0; i < 10; i++) {
            journal.append("orders", new byte[1]);
        }
        journal.sync();
        JournalStats stats = journal.stats();
        assertTrue(stats.forces() > 0);
        assertEquals(stats.forces(), stats.forceDurations().count());
    }

    @Test
    void groupsOfAnotherLog_areMeasured() {
        InMemoryLog log = new InMemoryLog(1 << 20);
        Journal journal = JournalOpener.open(Small.options().build(), storage, false, files -> log);
        for (int i = 0; i < 10; i++) {
            journal.append("orders", new byte[1]);
        }
        Histogram forces = journal.stats().forceDurations();
        assertEquals(10, forces.count());
        assertTrue(forces.total() > 0);
        assertEquals(10, journal.stats().groupSizes().count());
    }

    @Test
    void writerThatWaits_isCounted() {
        JournalOptions options = Small.options()
                .maxMemtableMemory(64 << 10)
                .logSegmentSize(256 << 10)
                .logBudget(4 << 20)
                .build();
        Journal journal = JournalOpener.open(options, storage, false);
        assertEquals(0, journal.stats().writerWaits().count());
        assertEquals(64 << 10, journal.stats().memtableLimit());
        journal.append("orders", new byte[1]);
        storage.setSpace(0);
        assertThrows(DiskFullException.class, () -> appendLargeEntries(journal));
        assertEquals(1, journal.stats().writerWaits().count());
    }

    private static void appendLargeEntries(Journal journal) {
        for (int i = 0; i < 1_000; i++) {
            journal.append("orders", new byte[4 << 10]);
        }
    }

    @Test
    void fullDisk_isReported_untilThereIsSpace() {
        Journal journal = open();
        journal.append("orders", new byte[1]);
        assertEquals(Optional.empty(), journal.stats().diskFull());
        storage.setSpace(0);
        assertThrows(DiskFullException.class, () -> appendLargeEntries(journal));
        assertTrue(journal.stats().diskFull().isPresent());
        assertEquals(Optional.empty(), journal.stats().failure());
        storage.setSpace(Long.MAX_VALUE);
        journal.append("orders", new byte[1]);
        journal.append("orders", new byte[1]);
        assertEquals(Optional.empty(), journal.stats().diskFull());
    }

    @Test
    void branchInDoubt_hasAnAge() {
        SetClock clock = new SetClock(Instant.parse("2030-01-01T00:00:00Z"));
        Journal journal = JournalOpener.open(Small.options().build(), storage, false, files -> files, clock);
        assertEquals(Duration.ZERO, journal.stats().inDoubtAge());
        Transactions.of(journal).begin(BRANCH).add("audit", new byte[3]);
        Transactions.of(journal).prepare(BRANCH);
        clock.now = Instant.parse("2030-01-01T00:05:00Z");
        assertEquals(1, journal.stats().inDoubt());
        assertEquals(Duration.ofMinutes(5), journal.stats().inDoubtAge());
        clock.now = Instant.parse("2029-01-01T00:00:00Z");
        assertEquals(Duration.ZERO, journal.stats().inDoubtAge());
    }

    @Test
    void readsOfDamagedEntries_areCounted() throws IOException {
        Journal journal = open();
        journal.append("orders", new byte[1000]);
        journal.append("orders", new byte[1000]);
        journal.close();
        SimulatedStorage disk = storage.kill();
        String segment = disk.files().stream()
                .filter(file -> file.endsWith(".wal"))
                .findFirst()
                .orElseThrow();
        disk.corrupt(segment, 700, 1);
        Journal reopened = JournalOpener.open(Small.options().build(), disk, false);
        assertEquals(0, reopened.stats().checksumErrors());
        assertThrows(ChecksumMismatchException.class, () -> reopened.get("orders", 0));
        assertEquals(1, reopened.stats().checksumErrors());
        assertThrows(
                ChecksumMismatchException.class,
                () -> reopened.iterate("orders", 0).forEachRemaining(entry -> {}));
        assertEquals(2, reopened.stats().checksumErrors());
        assertFalse(reopened.stats().losses().iterator().hasNext());
    }

    @Test
    void shardedJournal_hasTheSameFigures(@TempDir Path directory) {
        try (ShardedJournal journal = ShardedJournal.open(
                JournalOptions.builder(directory.resolve("journal")).build(), 2)) {
            journal.append(new byte[] {7}, new byte[1]);
            assertEquals(1, journal.journal().stats().entries());
            OptionalLong free = journal.journal().freeDiskSpace();
            assertTrue(free.orElseThrow() > 0);
        }
    }
}
