package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.TxnWriter;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Writers that wait for memory or for the log while the disk blocks the flusher. */
@Timeout(60)
class WriteTimeoutTest {

    private static final Duration TIMEOUT = Duration.ofMillis(150);

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final HookedStorage hooked = new HookedStorage(storage);
    private final CountDownLatch released = new CountDownLatch(1);
    private final List<byte[]> entries = new ArrayList<>();

    private Journal open(int memory, int budget) {
        JournalOptions options = Small.options()
                .maxMemtableMemory(memory)
                .logBudget(budget)
                .writeTimeout(TIMEOUT)
                .build();
        return JournalOpener.open(options, hooked, true);
    }

    private void holdFlusher() {
        hooked.hook(operation -> {
            if (operation.startsWith("write:streams/")) {
                awaitRelease();
            }
        });
    }

    private void awaitRelease() {
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private WriteTimeoutException appendUntilTimeout(Journal journal) {
        while (true) {
            byte[] entry = entry(entries.size(), 1000);
            long before = System.nanoTime();
            try {
                journal.append("a", entry);
                entries.add(entry);
            } catch (WriteTimeoutException e) {
                assertTrue(System.nanoTime() - before >= TIMEOUT.toNanos(), "the write did not wait");
                return e;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"65536, 1048576, maxMemtableMemory", "1048576, 65536, logBudget"})
    void write_flusherMakesNoProgress_failsAfterTheTimeoutAndWritesNothing(int memory, int budget, String option) {
        Journal journal = open(memory, budget);
        holdFlusher();
        WriteTimeoutException error = appendUntilTimeout(journal);
        assertTrue(error.getMessage().contains("raise writeTimeout or " + option), error.getMessage());
        assertEquals(entries.size(), journal.nextId("a"));
        assertEquals(Optional.empty(), journal.stats().failure());

        released.countDown();
        byte[] next = entry(entries.size(), 1000);
        assertEquals(entries.size(), journal.append("a", next), "no id was lost");
        entries.add(next);
        journal.close();
        try (Journal reopened = Small.open(storage)) {
            Small.requireEntries(reopened, "a", entries);
        }
    }

    @Test
    void write_ofAnyKind_failsAfterTheTimeoutAndCanBeRepeated() {
        Journal journal = open(64 << 10, 1 << 20);
        holdFlusher();
        appendUntilTimeout(journal);
        BranchId branch = Small.branchId("slow");
        Transactions.of(journal).begin(branch).add("d", entry(1, 2000));
        TxnWriter writer = journal.writer("c").add(entry(2, 2000));
        assertThrows(WriteTimeoutException.class, () -> journal.appendBatch("b", List.of(entry(3, 2000))));
        assertThrows(WriteTimeoutException.class, writer::commit);
        assertThrows(WriteTimeoutException.class, () -> Transactions.of(journal).commitOnePhase(branch));
        CompletionException async = assertThrows(
                CompletionException.class,
                () -> journal.appendAsync("b", entry(3, 2000))
                        .toCompletableFuture()
                        .join());
        assertInstanceOf(WriteTimeoutException.class, async.getCause());

        released.countDown();
        assertEquals(1, writer.commit().size());
        assertEquals(1, Transactions.of(journal).commitOnePhase(branch).get("d").size());
        assertEquals(0, journal.nextId("b"));
        journal.close();
    }

    @Test
    void writeTimeout_outOfBounds_isRefused() {
        JournalOptionsBuilder options = Small.options();
        assertThrows(IllegalArgumentException.class, () -> options.writeTimeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> options.writeTimeout(Duration.ofDays(2)));
        assertEquals(Duration.ofSeconds(30), options.build().writeTimeout());
    }
}
