package io.ironjournal.bookkeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of durability modes on three bookies: each call, in each mode. Another machine takes over while the first
 * one writes. The build runs two cells, {@code -Dtest.jvm.args=-Dall.cells=true} all of them.
 */
@Timeout(60)
class DurabilityOnBookKeeperTest {

    private static BookKeeperCluster cluster;

    @TempDir
    private Path directory;

    /** The number of entries that were acknowledged. */
    private final AtomicLong acknowledged = new AtomicLong();

    @BeforeAll
    static void start() throws IOException {
        cluster = BookKeeperCluster.start(3);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    static Stream<Arguments> cells() {
        if (!Boolean.getBoolean("all.cells")) {
            return Stream.of(Arguments.of(SyncMode.STRICT, "single"), Arguments.of(SyncMode.BATCH_ONLY, "transaction"));
        }
        return Stream.of(SyncMode.values())
                .flatMap(mode -> Stream.of("single", "batch", "transaction").map(kind -> Arguments.of(mode, kind)));
    }

    private static boolean forces(SyncMode mode, String kind) {
        return switch (mode) {
            case STRICT -> true;
            case BATCH_ONLY -> !kind.equals("single");
            case ASYNC -> false;
        };
    }

    private Journal open(SyncMode mode, String kind, String machine) {
        return Journal.open(JournalOptions.builder(directory.resolve(machine))
                .syncMode(mode)
                .commitLog(BookKeeperLog.at(cluster.metadataUri())
                        .journal(mode + " " + kind)
                        .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .build());
    }

    private static byte[] entry(long id) {
        return ("entry " + id).getBytes(UTF_8);
    }

    private void write(Journal journal, String kind) {
        try {
            while (true) {
                long id = acknowledged.get();
                switch (kind) {
                    case "single" -> assertEquals(id, journal.append("a", entry(id)));
                    case "batch" -> journal.appendBatch("a", List.of(entry(id), entry(id + 1)));
                    default -> {
                        try (TxnWriter writer = journal.writer("a")) {
                            writer.add(entry(id)).add("b", entry(id)).commit();
                        }
                    }
                }
                acknowledged.addAndGet(kind.equals("batch") ? 2 : 1);
            }
        } catch (JournalException e) {
            // Another machine has the journal.
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void acknowledgedCalls_surviveTheMachine_inEachMode(SyncMode mode, String kind) throws Exception {
        Journal lost = open(mode, kind, "lost");
        Thread writer = new Thread(() -> write(lost, kind));
        writer.start();
        while (acknowledged.get() < 200) {
            Thread.sleep(1);
        }
        try (Journal found = open(mode, kind, "other")) {
            writer.join(30_000);
            assertFalse(writer.isAlive(), "The writer goes on without its log");
            requireWhole(found, kind, forces(mode, kind) ? acknowledged.get() : 0);
        }
        try {
            lost.close();
        } catch (JournalException e) {
            // It has failed.
        }
    }

    /** Requires at least this number of entries, all correct, and no part of a batch or transaction. */
    private static void requireWhole(Journal journal, String kind, long atLeast) {
        long next = journal.nextId("a");
        assertTrue(next >= atLeast, next + " entries instead of " + atLeast);
        for (long id = 0; id < next; id++) {
            assertEquals("entry " + id, new String(journal.get("a", id).orElseThrow(), UTF_8));
        }
        if (kind.equals("batch")) {
            assertEquals(0, next % 2, "half a batch");
        }
        if (kind.equals("transaction")) {
            assertEquals(next, journal.nextId("b"), "half a transaction");
        }
    }
}
