package io.ironjournal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal as its users see it, on a real directory. */
class JournalTest {

    @TempDir
    Path root;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void anAppendedEntryIsReadBackAtOnceAndAfterReopening() {
        try (Journal journal = Journal.open(root)) {
            assertTrue(journal.recoveryReport().created());
            assertEquals(0, journal.append("orders", bytes("one")));
            assertEquals(1, journal.append("orders", bytes("two")));
            assertEquals(0, journal.append("audit/eu", bytes("")));
            assertArrayEquals(bytes("two"), journal.get("orders", 1).orElseThrow());
        }
        try (Journal journal = Journal.open(root)) {
            assertArrayEquals(bytes("one"), journal.get("orders", 0).orElseThrow());
            assertArrayEquals(bytes(""), journal.get("audit/eu", 0).orElseThrow());
            assertEquals(List.of("audit/eu", "orders"), journal.streams());
            assertEquals(2, journal.append("orders", bytes("three")));
            assertEquals(3, journal.nextId("orders"));
            assertEquals(0, journal.recoveryReport().recordsReplayed());
        }
    }

    @Test
    void batchesAndTransactionsGetConsecutiveIds() {
        try (Journal journal = Journal.open(root)) {
            assertEquals(new IdRange(0, 3), journal.appendBatch("a", List.of(bytes("x"), bytes("y"), bytes("z"))));
            try (TxnWriter writer = journal.writer("a")) {
                writer.add(bytes("1")).add("b", bytes("2")).add(bytes("3"));
                assertEquals(new IdRange(3, 5), writer.commit());
                assertThrows(IllegalStateException.class, () -> writer.add(bytes("4")));
            }
            try (EntryIterator entries = journal.iterate("a", 2)) {
                assertEquals(new Entry(2, bytes("z")), entries.next());
                assertEquals(new Entry(3, bytes("1")), entries.next());
                assertEquals(new Entry(4, bytes("3")), entries.next());
                assertFalse(entries.hasNext());
            }
        }
    }
}
