package io.ironjournal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** Segments of few entries are much larger than their entries. The limit of disk space counts that, too. */
class SmallSegmentsLimitTest {

    private static final long LIMIT = 1 << 20;
    private static final long SLACK = 32 << 10;

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("/simulated"))
            .logSegmentSize(8 << 10)
            .logBudget(256 << 10)
            .maxSegmentSize(4 << 10)
            .maxMemtableMemory(1 << 20)
            .maxEntriesPerSegment(1)
            .maxDiskSpace(LIMIT)
            .build();

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private long size() throws IOException {
        long sum = 0;
        for (String file : storage.files()) {
            sum += storage.size(file).orElseThrow();
        }
        return sum;
    }

    @Test
    void batchesOfEmptyEntries_staySmallerThanTheLimit() throws IOException {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            for (int i = 0; i < 4; i++) {
                assertThrows(DiskFullException.class, () -> {
                    for (int batch = 0; batch < 1000; batch++) {
                        journal.appendBatch("orders", Collections.nCopies(100, new byte[0]));
                    }
                });
            }
            assertTrue(journal.nextId("orders") > 1500, journal.nextId("orders") + " entries");
        }
        assertTrue(size() <= LIMIT + SLACK, size() + " bytes");
    }

    @Test
    void flush_forgetsTheEstimate() throws IOException {
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            for (int i = 0; i < 4; i++) {
                assertThrows(DiskFullException.class, () -> {
                    while (true) {
                        journal.append("orders", new byte[1000]);
                    }
                });
            }
        }
        assertTrue(size() > LIMIT - (2 * OPTIONS.logBudget()), size() + " bytes");
        assertTrue(size() <= LIMIT + SLACK, size() + " bytes");
    }

    @Test
    void branchOfManyEntries_isRefusedBeforeItsVote() {
        BranchId id = new BranchId(1, new byte[64], new byte[64]);
        try (Journal journal = JournalOpener.open(OPTIONS, storage, false)) {
            Branch branch = Transactions.of(journal).begin(id);
            for (int i = 0; i < 10_000; i++) {
                branch.add("orders", new byte[0]);
            }
            assertThrows(DiskFullException.class, () -> Transactions.of(journal).prepare(id));
            assertEquals(0, journal.nextId("orders"));
        }
    }
}
