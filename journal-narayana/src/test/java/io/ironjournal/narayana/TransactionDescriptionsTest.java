package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that texts of objects in a transaction name the journal and escape line breaks. */
class TransactionDescriptionsTest {

    private final TransactionManager tm = TestNarayana.tm();

    @TempDir
    Path directory;

    @AfterEach
    void leave() throws Exception {
        TestNarayana.leave();
    }

    private static void requireEscaped(String text) {
        assertFalse(text.contains("\n"), text);
        assertTrue(text.contains("a\\u000aforged"), text);
    }

    @Test
    void toString_journalWriterAndCursorInTransaction_nameJournal() throws Exception {
        try (Journal journal = Journal.open(directory);
                TransactionalJournal transactional = transactional(journal)) {
            assertEquals("TransactionalJournal[" + journal + "]", transactional.toString());
            assertEquals(
                    "TransactionalCursor['mailer' of stream 'orders' of " + journal + "]",
                    transactional.cursor("mailer", "orders").toString());
            requireEscaped(transactional.cursor("a\nforged", "orders").toString());
            requireEscaped(transactional.cursor("mailer", "a\nforged").toString());
            tm.begin();
            TxnWriter writer = transactional.writer("orders").add(bytes("a"));
            assertEquals("TxnWriter[stream 'orders' of " + journal + ", in a transaction]", writer.toString());
            requireEscaped(transactional.writer("a\nforged").toString());
            tm.commit();
            assertEquals(
                    "TxnWriter[stream 'orders' of " + journal + ", in a transaction that has committed]",
                    writer.toString());
        }
    }

    @Test
    void toString_setup_escapesNodeIdentifier() {
        assertEquals(
                "NarayanaSetup[log in data, node identifier 'orders-1']",
                NarayanaSetup.in(Path.of("data")).nodeIdentifier("orders-1").toString());
        requireEscaped(
                NarayanaSetup.in(Path.of("data")).nodeIdentifier("a\nforged").toString());
        requireEscaped(assertThrows(
                        IllegalArgumentException.class,
                        () -> NarayanaSetup.in(Path.of("data")).nodeIdentifier("a\nforged" + "x".repeat(30)))
                .getMessage());
    }
}
