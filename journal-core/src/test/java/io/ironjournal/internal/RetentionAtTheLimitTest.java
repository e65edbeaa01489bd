package io.ironjournal.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.Retention;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** If there is no space for an append, rules of retention free some before their interval ends. */
class RetentionAtTheLimitTest {

    private static final long LIMIT = 160 << 10;

    /** The entries that fit without the commit log, and one round, which runs ten seconds after the opening anyway. */
    private static final long WITHOUT_MORE_ROUNDS = 2 * (LIMIT - (64 << 10));

    private static JournalOptions options(long limit) {
        return JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(32 << 10)
                .maxSegmentSize(4 << 10)
                .maxMemtableMemory(64 << 10)
                .maxDiskSpace(limit)
                .retention("*", Retention.maxBytes(16 << 10))
                .retentionInterval(Duration.ofHours(1))
                .build();
    }

    private static void appendWhereverThereIsSpace(Journal journal) throws InterruptedException {
        long appended = 0;
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (appended < WITHOUT_MORE_ROUNDS + (40 << 10)) {
            try {
                journal.append("orders", new byte[500]);
                appended += 500;
            } catch (DiskFullException e) {
                assertTrue(System.nanoTime() < deadline, "no round freed space after " + appended + " bytes");
                Thread.sleep(10);
            }
        }
        assertTrue(journal.firstId("orders") > 0);
    }

    @Test
    void refusalByTheLimit_startsARound() throws InterruptedException {
        try (Journal journal = JournalOpener.open(options(LIMIT), new SimulatedStorage(1), true)) {
            appendWhereverThereIsSpace(journal);
        }
    }

    @Test
    void fullDisk_startsARound() throws InterruptedException {
        SimulatedStorage storage = new SimulatedStorage(1);
        storage.setSpace(LIMIT);
        try (Journal journal = JournalOpener.open(options(0), storage, true)) {
            appendWhereverThereIsSpace(journal);
        }
    }
}
