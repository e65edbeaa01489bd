package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.EntryTooLargeException;
import io.ironjournal.IntegrationException;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests transactions whose application ignores an exception of the journal, and the message of the next exception. */
class RefusedCallsTest {

    private final TransactionManager tm = TestNarayana.tm();

    @TempDir
    Path directory;

    private Journal journal;
    private TransactionalJournal transactional;

    @BeforeEach
    void open() {
        journal = Journal.open(
                JournalOptions.builder(directory).maxEntrySize(1 << 10).build());
        transactional = transactional(journal);
    }

    @AfterEach
    void close() throws Exception {
        TestNarayana.leave();
        transactional.close();
        assertEquals(List.of(), TestNarayana.logs());
    }

    private void assertRollsBack() throws Exception {
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of(), read(journal, "orders"));
    }

    @Test
    void commit_entryTooLarge_rollsBack() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        assertThrows(EntryTooLargeException.class, () -> writer.add(new byte[2 << 10]));
        assertRollsBack();
    }

    /** An error of a server that has no connection is no error of the argument, after which the others could commit. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commit_cursorMovedWithoutConnection_rollsBack(boolean illegalArgument) throws Exception {
        journal.append("orders", bytes("a"));
        RuntimeException reason =
                illegalArgument ? new IllegalArgumentException("none") : new IllegalStateException("none");
        TransactionalJournal inServer =
                TransactionalJournal.of(journal, TestNarayana.get().synchronizationRegistry(), () -> {
                    throw reason;
                });
        tm.begin();
        Cursor cursor = inServer.cursor("billing", "orders");
        IntegrationException refused = assertThrows(IntegrationException.class, () -> cursor.advanceTo(1));
        assertSame(reason, refused.getCause());
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(0, journal.cursor("billing", "orders").position());
    }

    @Test
    void add_nullToAClosedWriter_changesNothing() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        writer.close();
        assertThrows(IllegalStateException.class, () -> writer.add((byte[]) null));
        tm.commit();
        assertEquals(List.of("a"), read(journal, "orders"));
    }

    @Test
    void commit_firstEntryRejected_rollsBack() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders");
        assertThrows(InvalidStreamNameException.class, () -> writer.add("", bytes("a")));
        assertRollsBack();
    }

    @Test
    void add_earlierEntryRejected_namesFirstRejection() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        EntryTooLargeException first = assertThrows(EntryTooLargeException.class, () -> writer.add(new byte[2 << 10]));
        IllegalStateException next = assertThrows(IllegalStateException.class, () -> writer.add(bytes("b")));
        assertSame(first, next.getCause());
        assertTrue(next.getMessage().contains(first.getMessage()), next.getMessage());
        assertRollsBack();
    }

    @Test
    void add_journalClosed_failsAndTransactionRollsBack() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        journal.close();
        assertThrows(JournalClosedException.class, () -> writer.add(bytes("b")));
        assertEquals(Status.STATUS_MARKED_ROLLBACK, tm.getStatus());
        assertThrows(RollbackException.class, tm::commit);
    }

    @Test
    void firstAdd_journalClosed_failsAndTransactionRollsBack() throws Exception {
        Partner partner = new Partner();
        tm.begin();
        tm.getTransaction().enlistResource(partner);
        TxnWriter writer = transactional.writer("orders");
        journal.close();
        assertThrows(JournalClosedException.class, () -> writer.add(bytes("a")));
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of("rollback"), partner.calls);
    }

    @Test
    void add_transactionTimedOut_namesTimeout() throws Exception {
        tm.setTransactionTimeout(1);
        TxnWriter writer;
        try {
            tm.begin();
            writer = transactional.writer("orders").add(bytes("a"));
        } finally {
            tm.setTransactionTimeout(0);
        }
        long deadline = System.nanoTime() + 20_000_000_000L;
        int refused = 0;
        while (refused < 20 && System.nanoTime() < deadline) {
            try {
                writer.add(bytes("b"));
            } catch (IllegalStateException refusal) {
                refused++;
                String message = refusal.getMessage();
                assertTrue(message.contains("timeout") || message.contains("timed out"), message);
            }
            Thread.sleep(5);
        }
        assertEquals(20, refused);
        IllegalStateException last = assertThrows(IllegalStateException.class, () -> writer.add(bytes("b")));
        assertTrue(last.getMessage().contains("Transaction Reaper"), last.getMessage());
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of(), read(journal, "orders"));
    }

    @Test
    void add_transactionCommitted_failsAndNamesOutcome() throws Exception {
        tm.begin();
        TxnWriter writer = transactional.writer("orders").add(bytes("a"));
        tm.commit();
        IllegalStateException refusal = assertThrows(IllegalStateException.class, () -> writer.add(bytes("b")));
        assertTrue(refusal.getMessage().contains("has committed"), refusal.getMessage());
    }
}
