package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.SyncMode;
import io.ironjournal.test.storage.SimulatedStorage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A memtable that is large enough for a large write is written to segments before memory is short. */
class FullMemtablesTest {

    private static final int SIZE = 1000;
    private static final int MEMORY = 1 << 20;
    private static final int FULL = MEMORY / 4;

    /** The log needs no flush, and memory is not short. */
    private static JournalOptionsBuilder plenty() {
        return Small.options().maxMemtableMemory(MEMORY).logSegmentSize(1 << 20).logBudget(8 << 20);
    }

    private static List<byte[]> entries(int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(i, SIZE));
        }
        return entries;
    }

    @Test
    void fullMemtable_isWrittenWhileMemoryIsPlentiful() {
        Journal journal = Small.open(new SimulatedStorage(1), plenty());
        List<byte[]> entries = entries(400);
        for (byte[] entry : entries) {
            journal.append("a", entry);
            assertTrue(journal.stats().memtableBytes() <= FULL + 2 * SIZE);
        }
        Small.requireEntries(journal, "a", entries);
    }

    @Test
    void memtablesThatAreNotFull_stayInMemory() {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = Small.open(storage, plenty());
        for (byte[] entry : entries(400)) {
            journal.append("a" + entry[0] % 10, entry);
        }
        assertTrue(journal.stats().memtableBytes() > 400 * SIZE);
        assertTrue(storage.files().stream().noneMatch(file -> file.startsWith("streams/")));
    }

    @Test
    void fullMemtable_waitsUntilOtherCallsForceItsRecords() {
        Journal journal = Small.open(new SimulatedStorage(1), plenty().syncMode(SyncMode.BATCH_ONLY));
        long forces = journal.stats().forces();
        List<byte[]> entries = entries(400);
        for (byte[] entry : entries) {
            journal.append("a", entry);
        }
        assertTrue(journal.stats().memtableBytes() > 400 * SIZE, "nothing is forced");
        assertEquals(forces, journal.stats().forces());
        journal.appendBatch("b", List.of(entry(0, 1)));
        journal.appendBatch("b", List.of(entry(1, 1)));
        assertTrue(journal.stats().memtableBytes() < FULL, "the batch forced all of it");
        Small.requireEntries(journal, "a", entries);
    }

    @Test
    void fullMemtable_isWrittenWhenTheDiskHasSpaceAgain() {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = Small.open(storage, plenty());
        storage.setSpace(storage.usedSpace());
        List<byte[]> entries = entries(300);
        for (byte[] entry : entries) {
            journal.append("a", entry);
        }
        journal.append("b", entry(0, 1));
        assertTrue(journal.stats().memtableBytes() > 300 * SIZE, "the disk has no space for them");
        storage.setSpace(Long.MAX_VALUE);
        journal.append("b", entry(1, 1));
        journal.append("b", entry(2, 1));
        assertTrue(
                journal.stats().memtableBytes() < FULL,
                "held: " + journal.stats().memtableBytes());
        Small.requireEntries(journal, "a", entries);
    }
}
