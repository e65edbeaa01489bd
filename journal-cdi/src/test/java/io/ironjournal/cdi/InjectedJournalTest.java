package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.inTransaction;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalCursors;
import io.ironjournal.JournalMonitor;
import io.ironjournal.JournalReader;
import io.ironjournal.JournalRetention;
import io.ironjournal.JournalWriter;
import io.ironjournal.TxnWriter;
import jakarta.enterprise.inject.Any;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InjectedJournalTest {

    @TempDir
    Path root;

    @Test
    void injectedJournal_withoutTransaction_appendsAndReads() {
        try (TestContainer container = TestContainer.start(root)) {
            Journal journal = container.journal();
            assertEquals(0, journal.append("orders", bytes("one")));
            assertEquals(
                    2,
                    journal.appendBatch("orders", List.of(bytes("two"), bytes("three")))
                            .size());
            assertArrayEquals(bytes("two"), journal.get("orders", 1).orElseThrow());
            assertEquals(List.of("orders"), journal.streams());
        }
    }

    @Test
    void writer_inTransaction_joinsIt() throws Exception {
        try (TestContainer container = TestContainer.start(root)) {
            Journal journal = container.journal();
            inTransaction(() -> {
                journal.writer("orders").add(bytes("one"));
                assertThrows(IllegalStateException.class, () -> journal.append("orders", bytes("a trap")));
                return journal.nextId("orders");
            });
            assertEquals(List.of("one"), container.entries("orders"));
        }
    }

    @Test
    void writer_withoutTransaction_isLocal() {
        try (TestContainer container = TestContainer.start(root);
                TxnWriter writer = container.journal().writer("orders")) {
            writer.add(bytes("one")).commit();
            assertEquals(List.of("one"), container.entries("orders"));
        }
    }

    @Test
    void close_ofInjectedJournal_isRefused() {
        try (TestContainer container = TestContainer.start(root)) {
            Journal journal = container.journal();
            assertThrows(UnsupportedOperationException.class, journal::close);
            assertEquals(0, journal.append("orders", bytes("still open")));
        }
    }

    @Test
    void injectedJournal_afterTheContainerStopped_isClosed() {
        Journal journal;
        try (TestContainer container = TestContainer.start(root)) {
            journal = container.journal();
        }
        assertThrows(JournalClosedException.class, () -> journal.append("orders", bytes("one")));
        assertTrue(journal.toString().contains("not open"), journal.toString());
    }

    @Test
    void journal_injectedInOneOfItsRoles_isTheSameJournal(@TempDir Path backup) {
        try (TestContainer container = TestContainer.start(root)) {
            container.bean(JournalWriter.class).append("orders", bytes("one"));
            assertEquals(1, container.bean(JournalReader.class).nextId("orders"));
            assertTrue(container.bean(JournalMonitor.class).stats().failure().isEmpty());
            assertTrue(container.bean(JournalBackup.class).backup(backup).files() > 0);
            assertTrue(container.bean(JournalRetention.class).deleteStream("orders"));
            assertEquals(
                    0,
                    container
                            .bean(JournalCursors.class)
                            .cursor("mailer", "orders")
                            .position());
        }
    }

    @Test
    void coreJournal_isNotABean() {
        try (TestContainer container = TestContainer.start(root)) {
            assertEquals(
                    1,
                    container.weld().select(Journal.class, Any.Literal.INSTANCE).stream()
                            .count());
            assertTrue(container.weld().select(AutoCloseable.class).isUnsatisfied(), "its type is Journal only");
        }
    }
}
