package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryTooLargeException;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.TxnWriter;
import io.ironjournal.spi.transaction.Transactions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests branches of a {@link JournalXADataSource} with a rejected entry, when the application ignores the exception.
 */
class RefusedEntryTest {

    /** Why the journal rejects an entry. */
    enum Rejection {
        TRANSACTION_TOO_LARGE(TransactionTooLargeException.class) {
            @Override
            void add(TxnWriter writer) {
                writer.add(new byte[40 << 10]).add(new byte[40 << 10]);
            }
        },
        ENTRY_TOO_LARGE(EntryTooLargeException.class) {
            @Override
            void add(TxnWriter writer) {
                writer.add(new byte[50 << 10]);
            }
        },
        INVALID_STREAM_NAME(InvalidStreamNameException.class) {
            @Override
            void add(TxnWriter writer) {
                writer.add("", new byte[1]);
            }
        },
        NULL_ENTRY(NullPointerException.class) {
            @Override
            void add(TxnWriter writer) {
                writer.add((byte[]) null);
            }
        },
        NULL_ENTRY_WITH_HEADERS(NullPointerException.class) {
            @Override
            void add(TxnWriter writer) {
                writer.add((NewEntry) null);
            }
        },
        NULL_BUFFER(NullPointerException.class) {
            @Override
            void add(TxnWriter writer) {
                writer.add((ByteBuffer) null);
            }
        },
        NULL_STREAM(NullPointerException.class) {
            @Override
            void add(TxnWriter writer) {
                writer.add(null, new byte[1]);
            }
        },
        NULL_STREAM_OF_EXPECTATION(NullPointerException.class) {
            @Override
            void add(TxnWriter writer) {
                writer.expect(null, 0);
            }
        };

        final Class<? extends Exception> error;

        Rejection(Class<? extends Exception> error) {
            this.error = error;
        }

        abstract void add(TxnWriter writer);
    }

    @TempDir
    Path directory;

    private final Xid xid = TestXid.next();
    private Journal journal;
    private JournalXAConnection connection;
    private XAResource resource;
    private TxnWriter writer;

    @BeforeEach
    void begin() throws XAException {
        journal = Journal.open(JournalOptions.builder(directory)
                .maxEntrySize(45 << 10)
                .maxTransactionSize(64 << 10)
                .build());
        connection = new JournalXADataSource(journal).getXAConnection();
        resource = connection.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        writer = connection.getConnection().writer("orders").add(new byte[1]);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @ParameterizedTest
    @EnumSource
    void prepare_entryRejected_votesRollback(Rejection refusal) throws Exception {
        Exception refused = assertThrows(refusal.error, () -> refusal.add(writer));
        XAException end = assertThrows(XAException.class, () -> resource.end(xid, XAResource.TMSUCCESS));
        assertEquals(XAException.XA_RBROLLBACK, end.errorCode);
        assertSame(refused, end.getCause().getCause(), "the log of the transaction manager shows why");
        XAException vote = assertThrows(XAException.class, () -> resource.prepare(xid));
        assertEquals(XAException.XA_RBROLLBACK, vote.errorCode);
        assertEquals(List.of(), journal.streams());
        assertEquals(List.of(), Transactions.of(journal).inDoubt());
    }

    @ParameterizedTest
    @EnumSource
    void commitOnePhase_entryRejected_rollsBack(Rejection refusal) {
        assertThrows(refusal.error, () -> refusal.add(writer));
        assertThrows(XAException.class, () -> resource.end(xid, XAResource.TMSUCCESS));
        XAException commit = assertThrows(XAException.class, () -> resource.commit(xid, true));
        assertEquals(XAException.XA_RBROLLBACK, commit.errorCode);
        assertEquals(List.of(), journal.streams());
        ExecutionException outcome = assertThrows(
                ExecutionException.class,
                () -> writer.committed().toCompletableFuture().get());
        assertTrue(outcome.getCause() instanceof CancellationException, () -> "" + outcome.getCause());
    }

    @Test
    void add_earlierEntryRejected_namesFirstRejection() throws Exception {
        EntryTooLargeException first =
                assertThrows(EntryTooLargeException.class, () -> Rejection.ENTRY_TOO_LARGE.add(writer));
        IllegalStateException next = assertThrows(IllegalStateException.class, () -> writer.add(new byte[1]));
        assertSame(first, next.getCause());
        assertTrue(next.getMessage().contains(first.getMessage()), next.getMessage());
        assertThrows(XAException.class, () -> resource.end(xid, XAResource.TMSUCCESS));
        resource.rollback(xid);
        assertEquals(List.of(), journal.streams());
    }

    @Test
    void add_journalClosed_fails() {
        journal.close();
        assertThrows(JournalClosedException.class, () -> writer.add(new byte[1]));
        XaJournals.forgetClosed();
        assertThrows(JournalClosedException.class, () -> writer.add(new byte[1]));
    }
}
