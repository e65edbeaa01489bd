package io.ironjournal.simulation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.log.InMemoryCrash;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The engine on a commit log without files: no other part may depend on the log's files. */
@Timeout(180)
class InMemoryLogTest {

    private static final int CRASHES_EACH = 20;
    private static final int CRASHES = Integer.getInteger("ironjournal.crashes", 1_000);
    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("/simulated"))
            .logSegmentSize(8 << 10)
            .logBudget(64 << 10)
            .maxMemtableMemory(64 << 10)
            .maxSegmentSize(8 << 10)
            .maxEntrySize(32 << 10)
            .maxTransactionSize(64 << 10)
            .build();

    private InMemoryLog log = new InMemoryLog(1 << 20);
    private SimulatedStorage storage = new SimulatedStorage(1);

    private Journal open(boolean threaded) {
        return JournalOpener.open(OPTIONS, storage, threaded, files -> log);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyOperation_worksOnALogWithoutFiles_andCreatesNoLogFiles() {
        try (Journal journal = open(false)) {
            assertTrue(journal.recoveryReport().created());
            assertEquals(0, journal.append("a", bytes("one")));
            assertEquals(new IdRange(1, 3), journal.appendBatch("a", List.of(bytes("two"), bytes("three"))));
            try (TxnWriter writer = journal.writer("a")) {
                writer.add(bytes("four")).add("b", bytes("five"));
                assertEquals(new IdRange(3, 4), writer.commit());
            }
            assertEquals(
                    4,
                    journal.appendAsync("a", bytes("six")).toCompletableFuture().join());
            prepare(journal, "one");
            prepare(journal, "two");
            Transactions.of(journal).commit(branch("one"));
            journal.sync();
        }
        try (Journal journal = open(true)) {
            assertArrayEquals(bytes("three"), journal.get("a", 2).orElseThrow());
            assertEquals(List.of("a", "b"), journal.streams());
            assertEquals(1, Transactions.of(journal).inDoubt().size());
            Transactions.of(journal).rollback(branch("two"));
            for (int i = 0; i < 300; i++) {
                journal.append("a", new byte[500]);
            }
            List<Long> ids = new ArrayList<>();
            try (EntryIterator entries = journal.iterate("a", 0)) {
                entries.forEachRemaining(entry -> ids.add(entry.id()));
            }
            assertEquals(306, ids.size());
            assertTrue(journal.truncate("a", 200) > 0);
            assertTrue(journal.deleteStream("b"));
            assertTrue(journal.stats().logBytes() < 128 << 10, "the log was not trimmed: " + journal.stats());
        }
        log = InMemoryCrash.powerCut(log, 1);
        storage = storage.powerCut(1);
        try (Journal journal = open(false)) {
            assertEquals(306, journal.nextId("a"));
            // The last flush may have put up to 64 KiB into the segment that contains entry 200.
            assertTrue(journal.firstId("a") > 200 - (64 << 10) / 500);
            assertEquals(0, journal.nextId("b"));
            assertEquals(List.of(), Transactions.of(journal).inDoubt());
        }
        assertEquals(
                List.of(),
                storage.files().stream().filter(file -> file.startsWith("log")).toList());
    }

    private static BranchId branch(String name) {
        return new BranchId(1, bytes(name), new byte[1]);
    }

    private static void prepare(Journal journal, String name) {
        Branch branch = Transactions.of(journal).begin(branch(name));
        branch.add("a", bytes(name));
        Transactions.of(journal).prepare(branch.id());
    }

    @Test
    void crashes_areSurvivedAsOnALogInFiles() {
        int crashes = 0;
        for (long seed = SEED; crashes < CRASHES; seed++) {
            crashes += CrashSimulation.onLogInMemory(seed).run(CRASHES_EACH);
        }
    }
}
