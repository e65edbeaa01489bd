package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.BeyondEndException;
import io.ironjournal.Cursor;
import io.ironjournal.EntryIterator;
import io.ironjournal.EntryTooLargeException;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.text.Printable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Messages and descriptions: they name the journal, argument and options, and have no control characters. */
class MessagesTest {

    private static final String NASTY = "a\nERROR forged\u0000\u202e";

    @TempDir
    Path root;

    private static void requirePrintable(String message) {
        assertFalse(message.chars().anyMatch(c -> c < ' ' || c == 0x202e), message);
        assertTrue(message.contains("a\\u000aERROR forged\\u0000\\u202e"), message);
    }

    @Test
    void userText_inMessages_isEscaped() {
        Journal journal = Small.open(new SimulatedStorage(1), Small.options().maxEntrySize(1000));
        requirePrintable(assertThrows(EntryTooLargeException.class, () -> journal.append(NASTY, new byte[1001]))
                .getMessage());
        requirePrintable(assertThrows(
                        TransactionTooLargeException.class,
                        () -> journal.appendBatch(NASTY, java.util.Collections.nCopies(200, new byte[1000])))
                .getMessage());
        requirePrintable(assertThrows(
                        BeyondEndException.class,
                        () -> journal.cursor(NASTY, "s").advanceTo(1))
                .getMessage());
        requirePrintable(journal.writer(NASTY).toString());
        requirePrintable(journal.iterate(NASTY, 0).toString());
        requirePrintable(journal.cursor("c", NASTY).toString());
        Transactions transactions = Transactions.of(journal);
        transactions.begin(Small.branchId("b")).add(NASTY, new byte[1]);
        transactions.prepare(Small.branchId("b"));
        requirePrintable(transactions.inDoubt().get(0).toString());
        requirePrintable(Printable.path("/tmp/" + NASTY));
        journal.close();
    }

    @Test
    void ordinaryText_isUnchanged() {
        assertEquals("Bestellungen/Zürich-☃-😀", Printable.name("Bestellungen/Zürich-☃-😀"));
        assertEquals("it\\'s", Printable.name("it's"));
        assertEquals("C:\\data\\it's", Printable.path("C:\\data\\it's"));
    }

    @Test
    void pathThatTheJvmCannotDecode_namesTheEncoding() {
        String shown = Printable.path("/srv/b\ufffd\ufffdcher");
        assertTrue(shown.startsWith("/srv/b??cher (this JVM decodes file names as "), shown);
        assertTrue(shown.contains(System.getProperty("sun.jnu.encoding")), shown);
        assertTrue(shown.contains("UTF-8"), shown);
    }

    @Test
    void closedJournal_namesItsDirectory() {
        Journal journal = Journal.open(root);
        EntryIterator entries = journal.iterate("a", 0);
        assertEquals("Journal[" + root + "]", journal.toString());
        journal.append("a", new byte[1]);
        EntryIterator one = journal.iterate("a", 0);
        journal.close();
        assertEquals("Journal[" + root + ", closed]", journal.toString());
        assertTrue(entries.toString().contains("stream 'a'"), entries.toString());
        for (Executable call : List.<Executable>of(
                () -> journal.append("a", new byte[1]), () -> journal.get("a", 0), one::next, journal::sync)) {
            String message = assertThrows(JournalClosedException.class, call).getMessage();
            assertTrue(message.contains(root.toString()), message);
        }
    }

    @Test
    void objects_describeThemselves() {
        try (ShardedJournal sharded =
                ShardedJournal.open(JournalOptions.builder(root).build(), 2)) {
            assertEquals("ShardedJournal[2 shards, Journal[" + root + "]]", sharded.toString());
            sharded.createCheckpoint(new byte[] {1, 2});
            Checkpoint checkpoint = sharded.loadLatestCheckpoint();
            assertTrue(checkpoint.toString().startsWith("Checkpoint[id=0x0102, createdAt="), checkpoint.toString());
            assertTrue(checkpoint.toString().endsWith("offsets=[0, 0]]"), checkpoint.toString());
            Journal journal = sharded.journal();
            TxnWriter writer = journal.writer("orders");
            assertEquals("TxnWriter[stream 'orders' of " + journal + "]", writer.toString());
            writer.close();
            assertTrue(writer.toString().endsWith(", ended]"), writer.toString());
            Cursor cursor = journal.cursor("mailer", "orders");
            assertEquals("Cursor['mailer' of stream 'orders', next id 0]", cursor.toString());
        }
    }

    private static void requireNamed(String argument, Executable call) {
        NullPointerException missing = assertThrows(NullPointerException.class, call);
        assertEquals(argument, missing.getMessage());
    }

    @Test
    @SuppressWarnings("DataFlowIssue")
    void nullArguments_areNamed() {
        try (ShardedJournal sharded =
                ShardedJournal.open(JournalOptions.builder(root).build(), 2)) {
            Journal journal = sharded.journal();
            byte[] none = null;
            requireNamed("stream", () -> journal.append(null, new byte[1]));
            requireNamed("entry", () -> journal.append("a", none));
            requireNamed("entry", () -> journal.append("a", (ByteBuffer) null));
            requireNamed("entry", () -> journal.appendAsync("a", (byte[]) null));
            requireNamed("entries", () -> journal.appendBatch("a", null));
            requireNamed("entry in entries", () -> journal.appendBatch("a", Arrays.asList(new byte[1], null)));
            requireNamed("stream", () -> journal.writer(null));
            requireNamed("entry", () -> journal.writer("a").add((byte[]) null));
            requireNamed("stream", () -> journal.writer("a").add(null, new byte[1]));
            requireNamed("stream", () -> journal.get(null, 0));
            requireNamed("ids", () -> journal.getBatch("a", (long[]) null));
            requireNamed("stream", () -> journal.iterate(null, 0));
            requireNamed("stream", () -> journal.follow(null, 0));
            requireNamed("stream", () -> journal.truncate(null, 0));
            requireNamed("stream", () -> journal.deleteStream(null));
            requireNamed("stream", () -> journal.firstId(null));
            requireNamed("stream", () -> journal.nextId(null));
            requireNamed("name", () -> journal.cursor(null, "a"));
            requireNamed("stream", () -> journal.cursor("c", null));
            requireNamed("key", () -> sharded.append(null, new byte[1]));
            requireNamed("value", () -> sharded.append(new byte[1], (byte[]) null));
            requireNamed("key", () -> sharded.shardOf(null));
            requireNamed("checkpointId", () -> sharded.createCheckpoint(null));
            requireNamed("checkpointId", () -> sharded.loadCheckpoint(null));
            requireNamed("checkpointId", () -> sharded.pruneBeforeCheckpoint(null));
            requireNamed("entries", () -> sharded.appendBatch(null));
            assertEquals(List.of(), journal.streams());
        }
    }

    @Test
    void contradictingOptions_areRefused_withBothValues() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> JournalOptions.builder(root)
                                .maxEntrySize(8192)
                                .maxTransactionSize(4096)
                                .build())
                .getMessage();
        assertTrue(message.contains("maxEntrySize (8192)"), message);
        assertTrue(message.contains("maxTransactionSize (4096)"), message);
    }
}
