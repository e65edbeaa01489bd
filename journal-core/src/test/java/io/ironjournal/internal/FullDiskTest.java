package io.ironjournal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A full disk blocks writers only while it is full. */
class FullDiskTest {

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("/simulated"))
            .logSegmentSize(8 << 10)
            .logBudget(32 << 10)
            .maxMemtableMemory(64 << 10)
            .build();

    private final SimulatedStorage storage = new SimulatedStorage(1);

    @Test
    void inDoubtBranch_noRoomToCarryItForward_journalKeepsWorking() {
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        BranchId id = branch(1);
        Transactions.of(journal).begin(id).add("orders", new byte[20 << 10]);
        Transactions.of(journal).prepare(id);
        fillUp(journal);
        storage.setSpace(Long.MAX_VALUE);
        journal.append("audit", new byte[1000]);
        assertEquals(Optional.empty(), journal.stats().failure());
        Transactions.of(journal).commit(id);
    }

    @Test
    void inDoubtBranches_leaveTheReservedRoomForTheirOutcomes() {
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        for (int i = 0; i < 20; i++) {
            Transactions.of(journal).begin(branch(i)).add("orders", new byte[100]);
            Transactions.of(journal).prepare(branch(i));
        }
        fillUp(journal);
        for (int i = 0; i < 8; i++) {
            Transactions.of(journal).commit(branch(i));
        }
        assertEquals(8, journal.nextId("orders"));
    }

    @Test
    void batchTooLargeForTheDisk_usesNoSpace() {
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        journal.append("audit", new byte[100]);
        long before = storage.usedSpace();
        storage.setSpace(before + (40 << 10));
        List<byte[]> large = Collections.nCopies(5, new byte[10 << 10]);
        assertThrows(DiskFullException.class, () -> journal.appendBatch("audit", large));
        assertEquals(before, storage.usedSpace());
        journal.append("audit", new byte[10 << 10]);
    }

    @Test
    void opening_withoutSpaceForTheQuarantine_succeeds() throws IOException {
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        journal.append("audit", new byte[100]);
        journal.append("audit", new byte[4000]);
        SimulatedStorage torn = storage.kill();
        torn.corrupt("log/00000000000000000000.log", 2000, 1);
        torn.setSpace(torn.usedSpace() + 1024);
        try (Journal reopened = JournalOpener.open(OPTIONS, torn, false)) {
            assertEquals(1, reopened.nextId("audit"));
            assertEquals(List.of(), reopened.recoveryReport().quarantine());
            assertTrue(reopened.recoveryReport().discardedBytes() > 0);
            String notes = reopened.recoveryReport().notes().toString();
            assertTrue(notes.contains("no space to keep"), notes);
        }
        assertEquals(
                List.of(),
                torn.files().stream()
                        .filter(file -> file.startsWith("quarantine/"))
                        .toList());
    }

    private static BranchId branch(int number) {
        return new BranchId(number, new byte[64], new byte[64]);
    }

    @Test
    void writeOfMuchMemory_afterSpaceIsFreed_continues() throws InterruptedException {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, true)) {
            fillUp(journal);
            Thread.sleep(300);
            storage.setSpace(Long.MAX_VALUE);
            Thread.sleep(300);
            List<byte[]> large = Collections.nCopies(6, new byte[10 << 10]);
            journal.appendBatch("audit", large);
        }
    }

    /** Writes until the log has no room, and once more, so that the flusher also finds no room. */
    private void fillUp(Journal journal) {
        storage.setSpace(storage.usedSpace());
        assertThrows(DiskFullException.class, () -> {
            while (true) {
                journal.append("audit", new byte[1000]);
            }
        });
        assertThrows(DiskFullException.class, () -> journal.append("audit", new byte[1000]));
    }
}
