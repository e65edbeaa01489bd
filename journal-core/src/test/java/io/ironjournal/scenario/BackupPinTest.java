package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BackupException;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.backup.HotBackup;
import io.ironjournal.backup.Restoration;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keeps the files that a backup still needs, while the journal is in use. */
@Timeout(60)
class BackupPinTest {

    private static final int BEFORE = 100;

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final SimulatedStorage target = new SimulatedStorage(2);
    private boolean used;

    private void append(Journal journal, int count) {
        for (int i = 0; i < count; i++) {
            journal.append("a", Small.entry(journal.nextId("a"), 500));
        }
    }

    /** Returns whether the backup copies the log, which it does while it holds the pin. */
    private boolean isPinned() {
        return target.files().stream().anyMatch(file -> file.startsWith("files/log/"));
    }

    private void take(Journal journal, Duration limit, Runnable meanwhile) throws IOException {
        HotBackup backup = journal.unwrap(HotBackup.class).orElseThrow();
        backup.take(target, null, false, limit, () -> {
            if (!used && isPinned()) {
                used = true;
                meanwhile.run();
            }
        });
    }

    private void assertRestored(int entries) throws IOException {
        assertTrue(used);
        SimulatedStorage restored = new SimulatedStorage(3);
        Restoration.restore(target, restored);
        try (Journal copy = Small.open(restored)) {
            assertEquals(entries, copy.nextId("a"));
            assertEquals(0, copy.firstId("a"));
            for (int i = 0; i < entries; i++) {
                assertTrue(copy.get("a", i).isPresent());
            }
        }
    }

    @Test
    void logGoesOnWhileItIsCopied_nothingOfItIsRetired() throws IOException {
        try (Journal journal = Small.open(storage)) {
            append(journal, BEFORE);
            // Several rounds of the flusher, each of which would retire segments of the log.
            take(journal, Duration.ofMinutes(1), () -> append(journal, 1000));
            assertRestored(BEFORE);
            append(journal, 100);
            assertEquals(BEFORE + 1100, journal.nextId("a"));
        }
    }

    @Test
    void truncation_waitsForThePin() throws Exception {
        try (Journal journal = Small.open(storage)) {
            append(journal, BEFORE);
            AtomicReference<CompletableFuture<Integer>> truncation = new AtomicReference<>();
            take(journal, Duration.ofMinutes(1), () -> {
                truncation.set(CompletableFuture.supplyAsync(() -> journal.truncate("a", BEFORE)));
                assertThrows(TimeoutException.class, () -> truncation.get().get(100, TimeUnit.MILLISECONDS));
            });
            assertTrue(truncation.get().get() > 0);
            assertRestored(BEFORE);
        }
    }

    @Test
    void pinThatIsForgotten_expires() throws IOException {
        try (Journal journal = Small.open(storage)) {
            append(journal, BEFORE);
            AtomicReference<CompletableFuture<Integer>> truncation = new AtomicReference<>();
            BackupException expired = assertThrows(
                    BackupException.class,
                    () -> take(journal, Duration.ofMillis(200), () -> {
                        truncation.set(CompletableFuture.supplyAsync(() -> journal.truncate("a", BEFORE)));
                        try {
                            assertTrue(truncation.get().get() > 0, "the truncation goes on although the backup hangs");
                        } catch (InterruptedException | ExecutionException e) {
                            throw new AssertionError(e);
                        }
                    }));
            assertTrue(expired.getMessage().contains("pinLimit"), expired.getMessage());
            assertFalse(target.files().contains("BACKUP"));
            append(journal, 100);
        }
    }

    @Test
    void streamThatIsMadeAgainWhileItIsCopied_isTheNewOne() throws IOException {
        try (Journal journal = Small.open(storage)) {
            append(journal, 10);
            HotBackup backup = journal.unwrap(HotBackup.class).orElseThrow();
            // Writes the entries to a segment.
            backup.take(new SimulatedStorage(4), null, false, Duration.ofMinutes(1), () -> {});
            backup.take(target, null, false, Duration.ofMinutes(1), () -> {
                if (!used && target.files().stream().anyMatch(file -> file.endsWith(".wal"))) {
                    used = true;
                    journal.deleteStream("a");
                    for (int i = 0; i < 10; i++) {
                        journal.append("a", Small.entry(1000 + i, 500));
                    }
                }
            });
            SimulatedStorage restored = new SimulatedStorage(3);
            Restoration.restore(target, restored);
            try (Journal copy = Small.open(restored)) {
                assertEquals(10, copy.nextId("a"));
                assertArrayEquals(Small.entry(1009, 500), copy.get("a", 9).orElseThrow());
            }
        }
    }

    @Test
    void segmentThatCannotBeForced_failsTheBackupAndTheJournal() {
        Journal journal = Small.open(storage);
        append(journal, 3);
        HotBackup backup = journal.unwrap(HotBackup.class).orElseThrow();
        storage.failForceAfter(1, description -> description.contains(".wal"));
        JournalFailedException failed = assertThrows(
                JournalFailedException.class, () -> backup.take(target, null, false, Duration.ofMinutes(1), () -> {}));
        assertFalse(failed.outcomeUnknown());
        assertTrue(failed.getMessage().contains("for a backup"), failed.getMessage());
        assertFalse(target.files().contains("BACKUP"));
        assertTrue(journal.stats().failure().isPresent());
        assertThrows(JournalFailedException.class, () -> append(journal, 1));
        journal.close();
        try (Journal again = Small.open(storage.kill())) {
            assertEquals(3, again.nextId("a"));
        }
    }

    @Test
    void journalWithItsLogElsewhere_refusesABackup() {
        InMemoryLog log = new InMemoryLog(1 << 20);
        try (Journal journal = Small.open(storage, Small.options().commitLog(log))) {
            append(journal, 1);
            BackupException refused = assertThrows(BackupException.class, () -> journal.backup(Path.of("backup")));
            assertTrue(refused.getMessage().contains("not in its directory"), refused.getMessage());
            append(journal, 1);
        }
    }
}
