package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CursorConflictException;
import io.ironjournal.Journal;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that texts of objects and errors name the journal and escape line breaks. */
class DescriptionsTest {

    @TempDir
    Path directory;

    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journal.open(directory);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static void requireEscaped(String text) {
        assertFalse(text.contains("\n"), text);
        assertTrue(text.contains("a\\u000aforged"), text);
    }

    @Test
    void toString_namesJournal() {
        String core = "Journal[" + directory + "]";
        JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
        JournalConnection handle = connection.getConnection();
        assertEquals(core, journal.toString());
        assertEquals("JournalXADataSource[" + core + "]", new JournalXADataSource(journal).toString());
        assertEquals("JournalXAConnection[" + core + "]", connection.toString());
        assertEquals("JournalConnection[" + core + "]", handle.toString());
        assertEquals("InDoubtBranches[" + core + "]", new InDoubtBranches(journal).toString());
        assertEquals(
                "TxnWriter[stream 'orders' of " + core + "]",
                handle.writer("orders").toString());
        connection.close();
        assertEquals("JournalXAConnection[" + core + ", closed]", connection.toString());
        assertEquals("JournalConnection[" + core + ", closed]", handle.toString());
        assertTrue(assertThrows(IllegalStateException.class, () -> handle.writer("orders"))
                .getMessage()
                .contains(core));
    }

    @Test
    void toString_writerOfBranch_namesBranch() throws Exception {
        JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
        Xid xid = TestXid.next();
        connection.getXAResource().start(xid, XAResource.TMNOFLAGS);
        assertEquals(
                "TxnWriter[stream 'orders' of branch " + BranchIds.of(xid) + "]",
                connection.getConnection().writer("orders").toString());
        requireEscaped(connection.getConnection().writer("a\nforged").toString());
    }

    @Test
    void cursorConflict_escapesCursorName() {
        SeenCursor seen =
                new SeenCursor(journal.cursor("a\nforged", "orders"), true, 1, CompletableFuture.completedFuture(true));
        requireEscaped(assertThrows(
                        CursorConflictException.class, () -> seen.again(() -> journal.cursor("a\nforged", "orders")))
                .getMessage());
    }

    @Test
    void outcome_journalClosed_namesDirectory() throws Exception {
        JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
        connection.getXAResource().start(TestXid.next(), XAResource.TMNOFLAGS);
        CompletableFuture<?> outcome =
                connection.getConnection().writer("orders").committed().toCompletableFuture();
        journal.close();
        assertTrue(
                assertThrows(Exception.class, outcome::get).getMessage().contains(directory.toString()),
                () -> outcome.toString());
    }
}
