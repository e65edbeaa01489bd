package io.ironjournal.test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalLockedException;
import io.ironjournal.SyncMode;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TestDiskTest {

    private static final byte[] ENTRY = "red".getBytes(StandardCharsets.UTF_8);

    private final TestDisk disk = new TestDisk();

    @AfterEach
    void close() {
        disk.close();
    }

    @Test
    void crash_acknowledgedEntry_isThereAfterReopening() {
        disk.open().append("orders", ENTRY);

        disk.crash();

        Journal reopened = disk.open();
        assertArrayEquals(ENTRY, reopened.get("orders", 0).orElseThrow());
        assertEquals(1, reopened.append("orders", ENTRY));
    }

    @Test
    void crash_entriesThatWereNotForced_mayBeLost() {
        Journal journal = disk.open(TestDisk.options()
                .syncMode(SyncMode.ASYNC)
                .syncInterval(Duration.ofHours(1))
                .build());
        for (int i = 0; i < 1000; i++) {
            journal.append("orders", ENTRY);
        }

        disk.crash();

        assertTrue(disk.open().nextId("orders") < 1000);
    }

    @Test
    void kill_entriesThatWereNotForced_areThere() {
        Journal journal = disk.open(TestDisk.options()
                .syncMode(SyncMode.ASYNC)
                .syncInterval(Duration.ofHours(1))
                .build());
        for (int i = 0; i < 1000; i++) {
            journal.append("orders", ENTRY);
        }

        disk.kill();

        assertEquals(1000, disk.open().nextId("orders"));
    }

    @Test
    void crash_openJournal_fails() {
        Journal journal = disk.open();

        disk.crash();

        assertThrows(JournalException.class, () -> journal.append("orders", ENTRY));
    }

    @Test
    void crash_preparedBranch_isInDoubt() {
        Transactions branches = Transactions.of(disk.open());
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {2});
        branches.begin(id).add("orders", ENTRY);
        branches.prepare(id);

        disk.crash();

        Journal reopened = disk.open();
        assertEquals(1, reopened.stats().inDoubt());
        Transactions.of(reopened).commit(id);
        assertEquals(1, reopened.nextId("orders"));
    }

    @Test
    void failNextForce_append_failsWithUnknownOutcome() {
        Journal journal = disk.open();
        journal.append("orders", ENTRY);
        disk.failNextForce();

        JournalFailedException failed =
                assertThrows(JournalFailedException.class, () -> journal.append("orders", ENTRY));

        assertTrue(failed.outcomeUnknown());
        disk.crash();
        long left = disk.open().nextId("orders");
        assertTrue(left == 1 || left == 2, left + " entries");
    }

    @Test
    void diskFull_appends_failAndGoOnWhenThereIsSpace() {
        Journal journal = disk.open();
        byte[] large = new byte[8 << 10];
        disk.diskFull(true);

        assertThrows(DiskFullException.class, () -> {
            for (int i = 0; i < 100; i++) {
                journal.append("orders", large);
            }
        });

        disk.diskFull(false);
        long next = journal.append("orders", large);
        assertEquals(next + 1, journal.nextId("orders"));
    }

    @Test
    void open_journalIsOpen_isRefused() {
        disk.open();

        assertThrows(JournalLockedException.class, disk::open);
    }

    @Test
    void openSharded_crash_keepsCheckpoints() {
        ShardedJournal journal = disk.openSharded(2);
        journal.append(ENTRY, ENTRY);
        journal.createCheckpoint("noon".getBytes(StandardCharsets.UTF_8));

        disk.crash();

        assertEquals(1, disk.openSharded(2).checkpointCount());
    }
}
