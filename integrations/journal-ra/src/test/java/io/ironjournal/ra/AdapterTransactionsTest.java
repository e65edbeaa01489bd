package io.ironjournal.ra;

import static io.ironjournal.ra.TestServer.bytes;
import static io.ironjournal.ra.TestServer.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Cursor;
import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.resource.spi.ManagedConnection;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions of a transaction manager, with connections of a pool that enlists them. */
class AdapterTransactionsTest {

    @TempDir
    Path directory;

    private final TransactionManager transactions = TestServer.transactions();
    private TestServer server;
    private JournalConnectionFactory factory;
    private Journal journal;

    @BeforeEach
    void open() throws Exception {
        server = new TestServer(directory);
        server.adapter.setShards("2");
        server.started();
        factory = server.factory();
        journal = factory.journal();
    }

    @AfterEach
    void close() throws Exception {
        if (transactions.getStatus() != Status.STATUS_NO_TRANSACTION) {
            transactions.rollback();
        }
        server.close();
    }

    @Test
    void writersOfTheJournalAndOfConnections_commitTogether_byOneConnection() throws Exception {
        transactions.begin();
        TxnWriter writer = journal.writer("orders").add(bytes("a"));
        try (JournalConnection connection = factory.getConnection()) {
            connection.writer("orders").add(bytes("b"));
        }
        writer.add(bytes("c"));
        assertEquals(List.of(), read(journal, "orders"));
        assertEquals(1, server.connections.created.size());
        assertEquals(0, server.connections.idle.size(), "it is lent until the transaction ends");
        transactions.commit();
        assertEquals(List.of("a", "b", "c"), read(journal, "orders"));
        assertEquals(3, writer.committed().toCompletableFuture().get().size());
        assertEquals(1, server.connections.idle.size());
    }

    @Test
    void transactions_oneAfterTheOther_useOneConnection() throws Exception {
        for (int i = 0; i < 3; i++) {
            transactions.begin();
            journal.writer("orders").add(bytes("a" + i));
            if (i == 1) {
                transactions.rollback();
            } else {
                transactions.commit();
            }
        }
        assertEquals(List.of("a0", "a2"), read(journal, "orders"));
        assertEquals(1, server.connections.created.size());
    }

    @Test
    void readOnlyTransaction_takesNoConnection() throws Exception {
        transactions.begin();
        assertEquals(List.of(), read(journal, "orders"));
        transactions.commit();
        assertEquals(0, server.connections.created.size());
    }

    @Test
    void shardsAndCursors_takePart() throws Exception {
        ShardedJournal shards = factory.shardedJournal().orElseThrow();
        journal.append("orders", bytes("a"));
        Cursor cursor = journal.cursor("billing", "orders");
        transactions.begin();
        cursor.next();
        cursor.advanceTo(1);
        shards.writer().add(bytes("key"), bytes("value")).checkpoint(bytes("one"));
        transactions.rollback();
        assertEquals(0, journal.cursor("billing", "orders").position());
        transactions.begin();
        cursor.next();
        cursor.advanceTo(1);
        shards.writer().add(bytes("key"), bytes("value")).checkpoint(bytes("one"));
        transactions.commit();
        assertEquals(1, journal.cursor("billing", "orders").position());
        assertEquals(1, shards.checkpointCount());
    }

    @Test
    void transactionThatIsMarkedRollbackOnly_leavesNothing() throws Exception {
        transactions.begin();
        journal.writer("orders").add(bytes("never"));
        transactions.setRollbackOnly();
        assertThrows(RollbackException.class, transactions::commit);
        assertEquals(List.of(), read(journal, "orders"));
        assertEquals(1, server.connections.idle.size());
    }

    @Test
    void serverThatDoesNotEnlist_isRefusedAndNothingIsWritten() throws Exception {
        server.connections.enlisting = false;
        transactions.begin();
        TxnWriter writer = journal.writer("orders");
        String message = assertThrows(IntegrationException.class, () -> writer.add(bytes("never")))
                .getMessage();
        assertTrue(message.contains("did not enlist it in this thread's transaction"), message);
        assertThrows(RollbackException.class, transactions::commit);
        assertEquals(1, server.connections.idle.size(), "the connection was given back");
        assertEquals(List.of(), read(journal, "orders"));
    }

    @Test
    void add_serverGivesNoConnection_failsWithItsReason() throws Exception {
        transactions.begin();
        TxnWriter writer = journal.writer("orders");
        server.adapter.stop();
        RuntimeException refused = assertThrows(RuntimeException.class, () -> writer.add(bytes("never")));
        assertTrue(refused.getMessage().contains("closed"), refused.getMessage());
        assertThrows(RollbackException.class, transactions::commit);
    }

    @Test
    void branchInDoubt_isRecoveredByANewConnectionAfterTheAdapterWasRestarted() throws Exception {
        ManagedConnection connection = server.managed.createManagedConnection(null, null);
        XAResource resource = connection.getXAResource();
        Xid xid = new TestXid(7);
        resource.start(xid, XAResource.TMNOFLAGS);
        ((JournalConnection) connection.getConnection(null, null))
                .writer("orders")
                .add(bytes("a"));
        resource.end(xid, XAResource.TMSUCCESS);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        server.restart();
        assertThrows(XAException.class, () -> resource.commit(new TestXid(8), false));
        XAResource recovering =
                server.managed.createManagedConnection(null, null).getXAResource();
        Xid[] found = recovering.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN);
        assertEquals(1, found.length);
        recovering.commit(found[0], false);
        assertEquals(List.of("a"), read(factory.journal(), "orders"));
    }

    private record TestXid(int number) implements Xid {

        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return new byte[] {(byte) number};
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }
}
