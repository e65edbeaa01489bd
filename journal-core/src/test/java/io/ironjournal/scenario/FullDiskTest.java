package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.SyncMode;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A full disk refuses new writes, keeps its reservations, and harms nothing. */
class FullDiskTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final List<byte[]> acknowledged = new ArrayList<>();

    private void append(Journal journal) {
        byte[] entry = entry(acknowledged.size(), 1000);
        journal.append("a", entry);
        acknowledged.add(entry);
    }

    /** Appends until the disk is full, and then tries a few more times. */
    private void fill(Journal journal, int furtherTries) {
        storage.setSpace(storage.usedSpace());
        int refused = 0;
        for (int i = 0; i < 1000 && refused <= furtherTries; i++) {
            try {
                append(journal);
            } catch (DiskFullException e) {
                refused++;
            }
        }
        assertTrue(refused > furtherTries, "the disk did not fill up");
        assertEquals(Optional.empty(), journal.stats().failure());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 300})
    void fullDiskPreparedCommits(int furtherTries) {
        Journal journal = Small.open(storage);
        BranchId committed = Small.prepare(journal, "committed", "b", entry(1, 500));
        BranchId rolledBack = Small.prepare(journal, "rolled back", "c", entry(2, 500));
        fill(journal, furtherTries);
        DiskFullException refused =
                assertThrows(DiskFullException.class, () -> Small.prepare(journal, "refused", "d", entry(3, 3000)));
        assertTrue(refused.getMessage().contains("Free space"), refused.getMessage());
        Transactions.of(journal).commit(committed);
        Transactions.of(journal).rollback(rolledBack);
        Small.requireEntries(journal, "b", List.of(entry(1, 500)));
        assertEquals(List.of(), Transactions.of(journal).inDoubt());

        storage.setSpace(Long.MAX_VALUE);
        for (int i = 0; i < 200; i++) {
            appendAgain(journal, i);
        }
        Small.requireEntries(journal, "a", acknowledged);
        try (Journal reopened = Small.open(storage.powerCut(3))) {
            Small.requireEntries(reopened, "a", acknowledged);
            Small.requireEntries(reopened, "b", List.of(entry(1, 500)));
            assertEquals(List.of(), Transactions.of(reopened).inDoubt());
        }
    }

    /** The first call after space is free again may still fail: it may be the one that detects the space. */
    private void appendAgain(Journal journal, int attempt) {
        try {
            append(journal);
        } catch (DiskFullException e) {
            assertTrue(attempt < 2, "still full: " + e);
        }
    }

    @Test
    void spaceIsFreeAgain_appendsContinueByThemselves() throws Exception {
        Journal journal = Small.openThreaded(storage);
        fill(journal, 3);
        storage.setSpace(Long.MAX_VALUE);
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            try {
                append(journal);
            } catch (DiskFullException e) {
                assertTrue(System.nanoTime() - start < 5_000_000_000L, "still full: " + e);
                Thread.sleep(5);
            }
        }
        journal.close();
        try (Journal reopened = Small.open(storage)) {
            Small.requireEntries(reopened, "a", acknowledged);
        }
    }

    /** The disk stays full through all openings and uses. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void fullDiskOpenSucceeds(int wayToDie) {
        SimulatedStorage disk = storage;
        Journal journal = Small.open(disk);
        BranchId committed = Small.prepare(journal, "committed", "b", entry(1, 500));
        BranchId undecided = Small.prepare(journal, "undecided", "c", entry(2, 500));
        append(journal);
        disk.setSpace(disk.usedSpace());
        for (int opening = 0; opening < 20; opening++) {
            appendUntilFull(journal);
            if (opening == 10) {
                Transactions.of(journal).commit(committed);
            }
            switch (wayToDie) {
                case 0 -> {
                    journal.close();
                    disk = disk.powerCut(opening);
                }
                case 1 -> disk = disk.kill();
                default -> disk = disk.powerCut(opening);
            }
            disk.setSpace(disk.usedSpace());
            journal = Small.open(disk);
            Small.requireEntries(journal, "a", acknowledged);
        }
        assertEquals(1, journal.nextId("b"));
        assertEquals(1, Transactions.of(journal).inDoubt().size());
        Transactions.of(journal).rollback(undecided);
        disk.setSpace(Long.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            appendAgain(journal, i);
        }
        Small.requireEntries(journal, "a", acknowledged);
    }

    private void appendUntilFull(Journal journal) {
        try {
            for (int i = 0; i < 1000; i++) {
                append(journal);
            }
        } catch (DiskFullException e) {
            return;
        }
        throw new AssertionError("the disk did not fill up");
    }

    /** A branch votes only if there is room for its outcome, for any number of streams and branches. */
    @Test
    void everyPreparedBranch_commitsOnAFullDisk() {
        Journal journal = Small.open(storage);
        append(journal);
        storage.setSpace(storage.usedSpace() + 5 * Small.LOG_SEGMENT);
        List<BranchId> prepared = new ArrayList<>();
        assertThrows(DiskFullException.class, () -> {
            for (int i = 0; i < 1000; i++) {
                BranchId id = Small.branchId("branch " + i);
                Branch branch = Transactions.of(journal).begin(id);
                for (int stream = 0; stream < 100; stream++) {
                    branch.add("s" + stream, new byte[0]);
                }
                Transactions.of(journal).prepare(id);
                prepared.add(id);
            }
        });
        storage.setSpace(storage.usedSpace());
        assertTrue(prepared.size() > 5, prepared.size() + " prepared");
        prepared.forEach(id -> Transactions.of(journal).commit(id));
        assertEquals(prepared.size(), journal.nextId("s99"));
    }

    @Test
    void fullDiskTruncateFreesSpace() {
        Journal journal = Small.open(storage, Small.options().maxSegmentSize(4 << 10));
        for (int i = 0; i < 60; i++) {
            append(journal);
        }
        fill(journal, 3);
        assertTrue(journal.truncate("a", 50) > 0);
        for (int i = 0; i < 10; i++) {
            appendAgain(journal, i);
        }
        SimulatedStorage after = storage.powerCut(3);
        after.setSpace(after.usedSpace());
        try (Journal reopened = Small.open(after)) {
            assertEquals(acknowledged.size(), reopened.nextId("a"));
            assertTrue(reopened.firstId("a") > 0 && reopened.firstId("a") <= 50);
        }
    }

    @Test
    void sync_withoutRoomForADurableRecord_forces() {
        Journal journal = Small.open(storage, Small.options().syncMode(SyncMode.ASYNC));
        fill(journal, 3);
        journal.sync();
        try (Journal reopened = Small.open(storage.powerCut(3))) {
            Small.requireEntries(reopened, "a", acknowledged);
        }
    }

    @Test
    void closeOnAFullDisk_losesNothing() {
        Journal journal = Small.open(storage);
        fill(journal, 0);
        journal.close();
        storage.setSpace(Long.MAX_VALUE);
        try (Journal reopened = Small.open(storage.powerCut(3))) {
            Small.requireEntries(reopened, "a", acknowledged);
        }
    }

    /** Here each flush succeeds but frees nothing. What it writes to the log must not use up the reserve. */
    @Test
    void refusedWrites_doNotUseTheRoomReservedForOutcomes() {
        Journal journal = Small.open(storage);
        BranchId prepared = Small.prepare(journal, "prepared", "b", entry(1, 500));
        storage.setSpace(storage.usedSpace() + Small.LOG_SEGMENT);
        for (int i = 0; i < 500; i++) {
            assertThrows(DiskFullException.class, () -> journal.append("big", entry(1, 60_000)));
        }
        Transactions.of(journal).commit(prepared);
        Small.requireEntries(journal, "b", List.of(entry(1, 500)));
    }

    /** Here a flush would free space if it could copy all branches. The copies need more than the reserve. */
    @Test
    void copiesOfBranches_doNotUseTheRoomReservedForOutcomes() {
        Journal journal = Small.open(storage);
        List<BranchId> prepared = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            prepared.add(Small.prepare(journal, "prepared " + i, "b", entry(i, 1000)));
        }
        for (int i = 0; i < 6; i++) {
            append(journal);
        }
        storage.setSpace(storage.usedSpace() + Small.LOG_SEGMENT - 512);
        for (int i = 0; i < 100; i++) {
            assertThrows(DiskFullException.class, () -> journal.append("big", entry(1, 60_000)));
        }
        assertEquals(0, journal.stats().memtableBytes(), "the flush must reach the branches");
        prepared.forEach(id -> Transactions.of(journal).commit(id));
        assertEquals(8, journal.nextId("b"));
    }

    @Test
    void record_withRoomForAPartOnly_isNotWrittenAtAll() {
        Journal journal = Small.open(storage);
        append(journal);
        storage.setSpace(storage.usedSpace() + Small.LOG_SEGMENT);
        assertThrows(DiskFullException.class, () -> journal.append("big", entry(1, 60_000)));
        append(journal);
        assertEquals(0, journal.nextId("big"));
        storage.setSpace(Long.MAX_VALUE);
        assertEquals(0, journal.append("big", entry(1, 60_000)));
        try (Journal reopened = Small.open(storage.powerCut(3))) {
            Small.requireEntries(reopened, "a", acknowledged);
            Small.requireEntries(reopened, "big", List.of(entry(1, 60_000)));
        }
    }
}
