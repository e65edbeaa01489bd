package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the journal logs, once, for whoever watches it. */
class NoticesTest {

    private static final Logger LOGGER = Logger.getLogger("io.ironjournal");

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final long thread = Thread.currentThread().getId();
    private final List<LogRecord> records = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            // Journals of other tests in this JVM may log meanwhile. The one here has no threads.
            if (record.getLongThreadID() == thread) {
                records.add(record);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(handler);
    }

    @AfterEach
    void leave() {
        LOGGER.removeHandler(handler);
    }

    private Journal open() {
        return JournalOpener.open(Small.options().build(), storage, false);
    }

    /** Returns the only line, of the level that it must have. */
    private String onlyLine(Level level) {
        assertEquals(List.of(level), levels(), () -> lines().toString());
        return lines().get(0);
    }

    private List<String> lines() {
        return records.stream()
                .map(record -> new SimpleFormatter().formatMessage(record))
                .toList();
    }

    private void requireLine(Level level, String pattern) {
        String line = onlyLine(level);
        assertTrue(line.matches(pattern), line);
        records.clear();
    }

    @Test
    void opening_isLoggedOnce_withASummaryOfRecovery() {
        Journal journal = open();
        requireLine(
                Level.INFO,
                "The journal in simulated/ was created at LSN \\d+ after \\d+ ms. Replayed: 0 records with 0 entries of"
                        + " 0 streams. Discarded: 0 bytes. Branches in doubt: 0. Losses that nobody has accepted: 0");
        journal.append("orders", new byte[1]);
        journal.appendBatch("audit", List.of(new byte[1], new byte[1]));
        Small.prepare(journal, "undecided", "orders", new byte[1]);
        SimulatedStorage killed = storage.kill();
        assertEquals(List.of(), lines());
        JournalOpener.open(Small.options().build(), killed, false);
        requireLine(
                Level.INFO,
                "The journal in simulated/ is open at LSN [1-9]\\d* after \\d+ ms. Replayed: 3 records with 3 entries of"
                        + " 2 streams. Discarded: 0 bytes. Branches in doubt: 1. Losses that nobody has accepted: 0");
    }

    @Test
    void openingOfAShardedJournal_isLoggedOnce() {
        JournalOpener.openSharded(Small.options().build(), 4, storage, false);
        requireLine(Level.INFO, "The journal in simulated/ with 4 shards was created at LSN .*");
    }

    @Test
    void openingThatFails_isNotLogged_becauseItThrows() {
        storage.failForceAfter(1);
        assertThrows(JournalException.class, this::open);
        assertEquals(List.of(), lines());
    }

    @Test
    void faultyLogger_doesNotKeepTheJournalFromOpening() {
        Handler faulty = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getLongThreadID() == thread) {
                    throw new IllegalStateException("the disk of the logs is full");
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOGGER.addHandler(faulty);
        try (Journal journal = open()) {
            assertEquals(0, journal.append("orders", new byte[1]));
        } finally {
            LOGGER.removeHandler(faulty);
        }
    }

    @Test
    void failure_isLoggedOnce_withItsCause() {
        Journal journal = open();
        records.clear();
        storage.failForceAfter(1);
        storage.failWriteAfter(1);
        for (int i = 0; i < 3; i++) {
            assertThrows(JournalFailedException.class, () -> journal.append("orders", new byte[1]));
        }
        String line = onlyLine(Level.SEVERE);
        assertTrue(line.startsWith("The journal in simulated/ has failed"), line);
        assertEquals(journal.stats().failure().orElseThrow(), records.get(0).getThrown());
    }

    @Test
    void loss_isLoggedWhenItIsFound_andEachOpeningSaysThatItIsNotAccepted() throws IOException {
        Journal journal = open();
        journal.append("orders", new byte[100]);
        journal.close();
        storage.delete("streams/orders/00000000000000000000.wal");
        records.clear();
        JournalOptions options =
                Small.options().corruptionPolicy(CorruptionPolicy.TRUNCATE).build();
        try (Journal truncated = JournalOpener.open(options, storage, false)) {
            truncated.nextId("orders");
            truncated.nextId("orders");
        }
        assertEquals(1, levels().stream().filter(Level.SEVERE::equals).count(), () -> lines().toString());
        assertTrue(lines().stream().anyMatch(line -> line.startsWith("Acknowledged data is lost, and simulated/LOSS")));
        records.clear();
        JournalOpener.open(options, storage, false);
        requireLine(Level.WARNING, "The journal in simulated/ is open .* Losses that nobody has accepted: 1.*");
    }

    @Test
    void backup_isLoggedOnce_andItsPathForgesNoLine(@TempDir Path directory) {
        try (Journal journal = Journal.open(directory.resolve("journal"))) {
            records.clear();
            journal.backup(directory.resolve("monday\nThe journal has failed"));
        }
        requireLine(Level.INFO, "Journal\\[.*journal\\] was backed up to .*monday\\\\u000aThe journal has failed: .*");
    }

    @Test
    void fullDisk_isLoggedOnce_andThatItHasSpaceAgain() {
        Journal journal = open();
        journal.append("orders", new byte[1]);
        records.clear();
        storage.setSpace(0);
        for (int i = 0; i < 3; i++) {
            assertThrows(DiskFullException.class, () -> {
                for (int entry = 0; entry < 1_000; entry++) {
                    journal.append("orders", new byte[4 << 10]);
                }
            });
        }
        assertEquals(List.of(Level.WARNING), levels());
        assertTrue(
                records.get(0).getMessage().contains("is full"), records.get(0).getMessage());
        storage.setSpace(Long.MAX_VALUE);
        for (int i = 0; i < 20; i++) {
            journal.append("orders", new byte[4 << 10]);
        }
        assertEquals(List.of(Level.WARNING, Level.INFO), levels());
    }

    private List<Level> levels() {
        return records.stream().map(LogRecord::getLevel).toList();
    }
}
