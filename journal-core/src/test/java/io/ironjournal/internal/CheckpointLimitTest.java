package io.ironjournal.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalOptions;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A limit of disk space also limits checkpoints, but leaves room for those that lead to space. */
class CheckpointLimitTest {

    private static final long LIMIT = 160 << 10;
    private static final int SEGMENT = 4 << 10;
    private static final long SLACK = 8 << 10;

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private ShardedJournal journal;

    @BeforeEach
    void fill() {
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(32 << 10)
                .maxSegmentSize(SEGMENT)
                .maxMemtableMemory(64 << 10)
                .maxDiskSpace(LIMIT)
                .build();
        journal = JournalOpener.openSharded(options, 4, storage, false);
        for (int i = 0; i < 4; i++) {
            assertThrows(DiskFullException.class, () -> {
                while (true) {
                    append();
                }
            });
        }
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private void append() {
        journal.append("key".getBytes(UTF_8), new byte[500]);
    }

    private static byte[] id(int number) {
        return ByteBuffer.allocate(64).putInt(number).array();
    }

    private int createUntilRefused() {
        int[] created = {0};
        assertThrows(DiskFullException.class, () -> {
            for (; created[0] < 1000; created[0]++) {
                journal.createCheckpoint(id(created[0]));
            }
        });
        return created[0];
    }

    private long size() throws IOException {
        long sum = 0;
        for (String file : storage.files()) {
            sum += storage.size(file).orElseThrow();
        }
        return sum;
    }

    @Test
    void checkpoints_atTheLimit_areRefusedAfterAFew() throws IOException {
        int created = 0;
        for (int i = 0; i < 4; i++) {
            created = Math.max(created, createUntilRefused());
        }
        assertTrue(created > 0, "the limit of entries left no room for a checkpoint");
        assertTrue(size() <= LIMIT + SEGMENT + SLACK, size() + " bytes with " + created + " checkpoints");
        assertTrue(journal.journal().stats().failure().isEmpty());
    }

    @Test
    void checkpoint_atTheLimit_leadsToSpace() {
        journal.createCheckpoint(id(1));
        assertTrue(
                journal.journal().stats().diskFull().isPresent(), "a checkpoint does not say that entries have space");
        assertTrue(journal.pruneBeforeCheckpoint(id(1)).segmentsDeleted() > 0);
        append();
        assertTrue(journal.journal().stats().diskFull().isEmpty());
    }

    @Test
    void compaction_letsCheckpointsContinue() {
        createUntilRefused();
        createUntilRefused();
        int kept = journal.checkpointCount();
        journal.compactCheckpoints(1);
        assertTrue(kept > 1, kept + " checkpoints");
        journal.createCheckpoint(id(2000));
        assertEquals(2, journal.checkpointCount());
    }
}
