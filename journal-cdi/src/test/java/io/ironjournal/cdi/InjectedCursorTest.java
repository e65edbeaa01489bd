package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.Entry;
import io.ironjournal.JournalClosedException;
import io.ironjournal.TxnWriter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InjectedCursorTest {

    @TempDir
    Path root;

    /** Copies a stream to another, each entry in its own transaction. */
    @ApplicationScoped
    static class Mailer {

        @Inject
        @JournalStream("orders")
        @CursorName("mailer")
        Cursor orders;

        @Inject
        @JournalStream("mails")
        TxnWriter mails;

        @Transactional
        public boolean mailNext(boolean fail) {
            Optional<Entry> entry = orders.next();
            entry.ifPresent(order -> {
                mails.add(bytes("mail for " + new String(order.data(), StandardCharsets.UTF_8)));
                orders.advanceTo(order.id() + 1);
            });
            if (fail) {
                throw new IllegalStateException("No mail today");
            }
            return entry.isPresent();
        }

        /** Reads without a transaction. */
        public boolean hasWork() throws InterruptedException {
            return orders.await(Duration.ofMillis(10));
        }

        public long position() {
            return orders.position();
        }
    }

    @ApplicationScoped
    static class Auditor {

        @Inject
        @JournalName("audit")
        @JournalStream("logins")
        @CursorName("auditor")
        Cursor logins;
    }

    @Test
    void consumer_afterRollbacksAndRestarts_processesEachEntryOnce() throws Exception {
        try (TestContainer container = TestContainer.start(root, Mailer.class)) {
            container.journal().append("orders", bytes("a"));
            container.journal().append("orders", bytes("b"));
            Mailer mailer = container.bean(Mailer.class);
            assertThrows(IllegalStateException.class, () -> mailer.mailNext(true));
            assertEquals(0, mailer.position());
            assertTrue(mailer.hasWork());
            assertTrue(mailer.mailNext(false));
            assertThrows(IllegalStateException.class, () -> mailer.mailNext(true));
        }
        try (TestContainer container = TestContainer.start(root, Mailer.class)) {
            Mailer mailer = container.bean(Mailer.class);
            assertEquals(1, mailer.position());
            while (mailer.hasWork()) {
                mailer.mailNext(false);
            }
            assertFalse(mailer.mailNext(false));
            assertEquals(List.of("mail for a", "mail for b"), container.entries("mails"));
        }
    }

    @Test
    void injectedCursor_withQualifiers_hasTheirJournalStreamAndName() {
        Map<String, String> configuration = Map.of(
                "journal.dir", root.resolve("default").toString(),
                "journal.names", "audit",
                "journal.audit.dir", root.resolve("audit").toString());
        Cursor cursor;
        try (TestContainer container = TestContainer.start(configuration, Mailer.class, Auditor.class)) {
            container
                    .weld()
                    .select(io.ironjournal.Journal.class, JournalName.Literal.of("audit"))
                    .get()
                    .append("logins", bytes("Ada"));
            cursor = container
                    .weld()
                    .select(
                            Cursor.class,
                            JournalName.Literal.of("audit"),
                            JournalStream.Literal.of("logins"),
                            CursorName.Literal.of("auditor"))
                    .get();
            assertEquals("auditor", cursor.name());
            assertEquals("logins", cursor.stream());
            cursor.advanceTo(1);
            assertEquals(1, cursor.position());
            assertEquals(
                    0,
                    container
                            .weld()
                            .select(Cursor.class, JournalStream.Literal.of("logins"), CursorName.Literal.of("auditor"))
                            .get()
                            .position(),
                    "the default journal has a stream and a cursor of its own");
        }
        assertThrows(JournalClosedException.class, cursor::position);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void advanceTo_otherConsumerIsAhead_conflictsAndMarksRollbackOnly(long other) throws Exception {
        try (TestContainer container = TestContainer.start(root, Mailer.class)) {
            for (String order : List.of("a", "b", "c")) {
                container.journal().append("orders", bytes(order));
            }
            Cursor orders = container
                    .weld()
                    .select(Cursor.class, JournalStream.Literal.of("orders"), CursorName.Literal.of("mailer"))
                    .get();
            TestContainer.transactions().begin();
            assertTrue(orders.next().isPresent());
            CompletableFuture.runAsync(
                            () -> container.journal().cursor("mailer", "orders").advanceTo(other))
                    .join();
            assertThrows(CursorConflictException.class, () -> orders.advanceTo(1));
            assertThrows(
                    RollbackException.class, () -> TestContainer.transactions().commit());
            assertEquals(other, orders.position());
        }
    }
}
