package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the journal logs, once, for whoever watches it. */
class NoticesTest {

    private static final Logger LOGGER = Logger.getLogger("io.ironjournal");

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final List<LogRecord> records = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord record) {
            records.add(record);
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

    @Test
    void failure_isLoggedOnce_withItsCause() {
        Journal journal = JournalOpener.open(Small.options().build(), storage, false);
        storage.failForceAfter(1);
        storage.failWriteAfter(1);
        for (int i = 0; i < 3; i++) {
            assertThrows(JournalFailedException.class, () -> journal.append("orders", new byte[1]));
        }
        assertEquals(1, records.size());
        assertEquals(Level.SEVERE, records.get(0).getLevel());
        assertTrue(
                records.get(0).getMessage().startsWith("The journal in simulated"),
                records.get(0).getMessage());
        assertEquals(journal.stats().failure().orElseThrow(), records.get(0).getThrown());
    }

    @Test
    void fullDisk_isLoggedOnce_andThatItHasSpaceAgain() {
        Journal journal = JournalOpener.open(Small.options().build(), storage, false);
        journal.append("orders", new byte[1]);
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
