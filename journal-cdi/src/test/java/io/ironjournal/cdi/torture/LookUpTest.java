package io.ironjournal.cdi.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalName;
import io.ironjournal.cdi.JournalStream;
import io.ironjournal.cdi.TestTransactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journals without an injection point, and without discovery, in each container of the build. */
class LookUpTest {

    @TempDir
    Path root;

    @BeforeEach
    void configure() {
        TestTransactions.narayana();
        System.setProperty("journal.dir", root.toString());
    }

    @AfterEach
    void clear() {
        System.clearProperty("journal.dir");
    }

    @Test
    void writer_lookedUpFromTheContainer_isFoundOrRefusedWithAdvice() {
        try (SeContainer container = start()) {
            Instance<TxnWriter> writer = container.select(TxnWriter.class, JournalStream.Literal.of("orders"));
            try {
                String found = writer.get().toString();
                assertTrue(found.startsWith("InjectedWriter[stream 'orders' of "), found);
            } catch (RuntimeException e) {
                String message = e.getCause() != null ? e.getCause().getMessage() : e.getMessage();
                assertTrue(message.contains("Inject the object"), e.toString());
            }
        }
    }

    @Test
    void discoverySwitchedOff_packageOfTheJournalAdded_hasTheDefaultJournal() {
        try (SeContainer container = start()) {
            Shop shop = container.select(Shop.class).get();
            shop.place();
            assertEquals(1, shop.placed());
        }
    }

    private static SeContainer start() {
        return SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addPackages(JournalName.class)
                .addBeanClasses(Shop.class)
                .initialize();
    }

    @ApplicationScoped
    static class Shop {

        @Inject
        Journal journal;

        void place() {
            journal.append("orders", new byte[1]);
        }

        long placed() {
            return journal.nextId("orders");
        }
    }
}
