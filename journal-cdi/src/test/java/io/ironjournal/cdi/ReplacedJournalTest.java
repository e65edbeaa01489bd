package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplacedJournalTest {

    @TempDir
    Path root;

    @Test
    void journalBeanOfTheApplication_replacesTheDefaultJournal() {
        OwnJournal.directory = root.resolve("own");
        try (TestContainer container = TestContainer.start(
                root.resolve("configured"), OwnJournal.class, Orders.class, Orders.Attempts.class)) {
            container.bean(Orders.class).place("one");
            container.journal().append("orders", bytes("two"));
            assertEquals(List.of("one", "two"), container.entries("orders"));
        }
        assertFalse(Files.exists(root.resolve("configured")), "ours was not even opened");
        try (Journal journal = Journal.open(root.resolve("own"))) {
            assertEquals(List.of("one", "two"), entries(journal, "orders"));
        }
    }

    @Test
    void plainJournalBean_refusesInjectedWriters_whoseEntriesNothingWouldCommit() {
        PlainJournal.directory = root.resolve("own");
        try (TestContainer container = TestContainer.start(
                root.resolve("configured"), PlainJournal.class, Orders.class, Orders.Attempts.class)) {
            Orders orders = container.bean(Orders.class);
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> orders.place("one"));
            assertTrue(refused.getMessage().contains("TransactionalJournal.of"), refused.getMessage());
            container.journal().append("orders", bytes("two"));
            assertEquals(List.of("two"), container.entries("orders"));
        }
    }

    @Dependent
    @Priority(100)
    static class PlainJournal {

        private static Path directory;

        @Produces
        @Alternative
        @Singleton
        @Typed(Journal.class)
        static Journal own() {
            return Journal.open(directory);
        }

        static void close(@Disposes Journal journal) {
            journal.close();
        }
    }

    @Dependent
    @Priority(100)
    static class OwnJournal {

        private static Path directory;

        @Produces
        @Alternative
        @Singleton
        @Typed(Journal.class)
        static Journal own() {
            return TransactionalJournal.of(Journal.open(directory));
        }

        static void close(@Disposes Journal journal) {
            journal.close();
        }
    }
}
