package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalLockedException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Refused openings, refused calls, and waiting calls of {@code close}. */
class ClosedDoorsTest {

    @TempDir
    Path root;

    @Test
    void failedSecondOpenKeepsTheLock() {
        try (Journal journal = Journal.open(root)) {
            for (int i = 0; i < 3; i++) {
                JournalLockedException locked = assertThrows(JournalLockedException.class, () -> Journal.open(root));
                String pid = Long.toString(ProcessHandle.current().pid());
                assertTrue(locked.getMessage().contains(pid), locked.getMessage());
            }
            journal.append("a", entry(1, 10));
        }
        try (Journal journal = Journal.open(root)) {
            assertEquals(1, journal.nextId("a"));
        }
    }

    @Test
    void failedOpen_releasesTheDirectory() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Small.open(storage).close();
        String log = storage.files().stream()
                .filter(file -> file.endsWith(".log"))
                .findFirst()
                .orElseThrow();
        storage.corrupt(log, 20, 1);
        assertThrows(CorruptionException.class, () -> Small.open(storage));
        storage.corrupt(log, 20, 1);
        Small.open(storage).close();
    }

    @Test
    void closedJournal_refusesEveryCall_andCanBeClosedTwice() {
        Journal journal = Small.open(new SimulatedStorage(1));
        var iterator = journal.iterate("a", 0);
        journal.append("a", entry(1, 10));
        var open = journal.iterate("a", 0);
        journal.close();
        journal.close();
        assertThrows(JournalClosedException.class, () -> journal.append("a", entry(1, 10)));
        assertThrows(JournalClosedException.class, () -> journal.appendBatch("a", List.of(entry(1, 10))));
        assertThrows(JournalClosedException.class, () -> journal.appendBatch("a", List.of()));
        assertThrows(JournalClosedException.class, () -> journal.get("a", 0));
        assertThrows(JournalClosedException.class, () -> journal.iterate("a", 0));
        assertThrows(JournalClosedException.class, () -> journal.nextId("a"));
        assertThrows(JournalClosedException.class, journal::streams);
        assertThrows(JournalClosedException.class, journal::sync);
        assertThrows(
                JournalClosedException.class, () -> Transactions.of(journal).inDoubt());
        assertThrows(JournalClosedException.class, () -> Small.prepare(journal, "b", "b", entry(1, 1)));
        assertThrows(JournalClosedException.class, open::next);
        iterator.close();
        assertTrue(journal.stats().failure().isEmpty());
    }

    @Test
    @Timeout(60)
    void close_waitsForTheWriteInProgress() throws InterruptedException {
        SimulatedStorage storage = new SimulatedStorage(1);
        HookedStorage hooked = new HookedStorage(storage);
        Journal journal = Small.openThreaded(hooked);
        Crew closing = new Crew();
        hooked.once("writeForced:log/", operation -> {
            closing.start(journal::close);
            closing.awaitWaiting();
        });
        assertEquals(0, journal.append("a", entry(1, 10)));
        closing.requireSuccess();
        try (Journal reopened = Small.open(storage)) {
            Small.requireEntries(reopened, "a", List.of(entry(1, 10)));
        }
    }

    @Test
    @Timeout(60)
    void secondClose_returnsOnlyAfterTheFirst() throws InterruptedException {
        SimulatedStorage storage = new SimulatedStorage(1);
        HookedStorage hooked = new HookedStorage(storage);
        Journal journal = Small.openThreaded(hooked);
        journal.append("a", entry(1, 10));
        Crew second = new Crew();
        hooked.once("force:streams/", operation -> {
            second.start(journal::close);
            second.awaitWaiting();
        });
        journal.close();
        second.requireSuccess();
        Small.open(storage).close();
    }

    /** One thread completes many futures, some of them after the one whose stage closes the journal. */
    @Test
    @Timeout(60)
    void dependentStageOfAFuture_canCloseTheJournal() throws InterruptedException {
        SimulatedStorage storage = new SimulatedStorage(1);
        HookedStorage hooked = new HookedStorage(storage);
        Journal journal = Small.openThreaded(hooked);
        List<CompletableFuture<?>> closings = new CopyOnWriteArrayList<>();
        Crew one = new Crew();
        hooked.once("writeForced:log/", operation -> {
            for (int i = 0; i < 20; i++) {
                closings.add(journal.appendAsync("a", entry(i, 10))
                        .thenRun(journal::close)
                        .toCompletableFuture());
            }
        });
        one.start(() -> journal.append("b", entry(1, 10)));
        one.requireSuccess();
        closings.forEach(CompletableFuture::join);
        try (Journal reopened = Small.open(storage)) {
            assertEquals(20, reopened.nextId("a"));
        }
    }

    /** Eight threads need far more memory than there is. The flusher frees it in flushes and early writes. */
    @Test
    @Timeout(60)
    void fullTailsDoNotDeadlock() throws InterruptedException {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = Small.openThreaded(storage);
        Crew writers = new Crew();
        for (int i = 0; i < 8; i++) {
            String stream = "s" + i;
            writers.start(() -> {
                for (int j = 0; j < 40; j++) {
                    journal.append(stream, entry(j, j % 10 == 0 ? 64 << 10 : 9000));
                    if (j % 8 == 0) {
                        Small.prepare(journal, stream + j, stream, entry(j, 9000));
                        Transactions.of(journal).commit(Small.branchId(stream + j));
                    }
                }
            });
        }
        writers.requireSuccess();
        assertTrue(journal.stats().memtableBytes() < 200 << 10, journal.stats().toString());
        journal.close();
        try (Journal reopened = Small.open(storage.powerCut(1))) {
            for (int i = 0; i < 8; i++) {
                assertEquals(45, reopened.nextId("s" + i));
            }
        }
    }
}
