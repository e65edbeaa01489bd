package io.ironjournal.consumer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.delivery.DeadLetters;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Dead letters as they are written. */
class DeadLettersTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final NewEntry entry = NewEntry.of(new byte[1000]).header("type", "OrderPlaced");

    private Journal open(long maxEntrySize) {
        return JournalOpener.open(
                JournalOptions.builder(Path.of("in-memory"))
                        .maxEntrySize(maxEntrySize)
                        .build(),
                storage,
                false);
    }

    private static DeadLetter write(Journal journal) {
        Cursor cursor = journal.cursor("mailer", "orders");
        Entry failing = cursor.next().orElseThrow();
        new DeadLetters(journal, "dead").write(cursor, failing, 3, new IllegalStateException("no"));
        assertEquals(1, journal.cursor("mailer", "orders").position());
        try (EntryIterator letters = journal.iterate("dead", 0)) {
            return DeadLetter.of(letters.next());
        }
    }

    @Test
    void letterOfTheLargestEntry_hasItsBytesAndHeaders() {
        try (Journal journal = open(1000)) {
            journal.append("orders", entry);
            DeadLetter letter = write(journal);
            assertArrayEquals(entry.data(), letter.data());
            assertEquals(entry.headers(), letter.headers());
            assertEquals("orders", letter.stream());
            assertFalse(letter.isDataOmitted());
        }
    }

    /** The headers that say why an entry is a dead letter need space, too. */
    @Test
    void letterOfTheLargestEntry_fitsIfATransactionMayNotBeLargerThanAnEntry() {
        JournalOptions options = JournalOptions.builder(Path.of("in-memory"))
                .maxEntrySize(4096)
                .maxTransactionSize(4096)
                .build();
        try (Journal journal = JournalOpener.open(options, storage, false)) {
            journal.append("orders", new byte[4096]);
            assertEquals(4096, write(journal).data().length);
        }
    }

    @Test
    void nameWithoutSpaceForTheNumbersOfDeliveries_isRefused() {
        try (Journal journal = open(1000)) {
            new DeadLetters(journal, "d".repeat(74)).requireWritable();
            InvalidStreamNameException refused = assertThrows(
                    InvalidStreamNameException.class, () -> new DeadLetters(journal, "d".repeat(75)).requireWritable());
            assertTrue(refused.getMessage().contains("Use another name, of at most 74 bytes"), refused.getMessage());
            assertTrue(journal.streams().isEmpty());
        }
    }

    @Test
    void letterOfAnEntryThatTheOptionsNoLongerAllow_hasItsHeadersOnly() {
        try (Journal journal = open(1000)) {
            journal.append("orders", entry);
        }
        try (Journal journal = open(999)) {
            DeadLetter letter = write(journal);
            assertTrue(letter.isDataOmitted());
            assertEquals(0, letter.data().length);
            assertEquals(entry.headers(), letter.headers());
        }
    }
}
