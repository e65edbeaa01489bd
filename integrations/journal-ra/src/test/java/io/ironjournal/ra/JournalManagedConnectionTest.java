package io.ironjournal.ra;

import static io.ironjournal.ra.TestServer.bytes;
import static io.ironjournal.ra.TestServer.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The states of a connection: in use, cleaned up, destroyed; with and without a local transaction. */
class JournalManagedConnectionTest {

    @TempDir
    Path directory;

    private TestServer server;
    private Journal journal;
    private ManagedConnection connection;
    private final List<Object> closed = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        server = new TestServer(directory).started();
        journal = server.factory().journal();
        connection = server.managed.createManagedConnection(null, null);
        connection.addConnectionEventListener(new Closings());
    }

    @AfterEach
    void close() {
        server.close();
    }

    private JournalConnection handle() throws ResourceException {
        return (JournalConnection) connection.getConnection(null, null);
    }

    private static void refused(Class<? extends Throwable> type, Executable call) {
        assertNotNull(assertThrows(type, call).getMessage());
    }

    @Test
    void handle_closed_notifiesTheServerOnce_andCannotBeUsed() throws Exception {
        JournalConnection one = handle();
        JournalConnection two = handle();
        one.close();
        one.close();
        assertEquals(List.of(one), closed);
        refused(IllegalStateException.class, () -> one.writer("orders"));
        refused(IllegalStateException.class, one::reader);
        two.writer("orders").add(bytes("a")).commit();
        assertEquals(List.of("a"), read(journal, "orders"));
        assertEquals(1, two.reader().nextId("orders"));
    }

    @Test
    void localWriter_whoseHandleIsClosed_isRolledBackAndOthersAreNot() throws Exception {
        JournalConnection one = handle();
        JournalConnection two = handle();
        TxnWriter lost = one.writer("orders").add(bytes("lost"));
        TxnWriter kept = two.writer("orders").add(bytes("kept"));
        one.close();
        refused(RuntimeException.class, lost::commit);
        kept.commit();
        assertEquals(List.of("kept"), read(journal, "orders"));
    }

    @Test
    void cleanup_usedConnection_endsHandlesAndRollsBack_andTheConnectionIsAsNew() throws Exception {
        JournalConnection before = handle();
        TxnWriter lost = before.writer("orders").add(bytes("lost"));
        connection.cleanup();
        assertEquals(List.of(), closed);
        refused(IllegalStateException.class, () -> before.writer("orders"));
        refused(RuntimeException.class, lost::commit);
        handle().writer("orders").add(bytes("a")).commit();
        assertEquals(List.of("a"), read(journal, "orders"));
    }

    @Test
    void destroyedConnection_refusesEverything() throws Exception {
        JournalConnection handle = handle();
        connection.destroy();
        connection.destroy();
        refused(IllegalStateException.class, () -> handle.writer("orders"));
        refused(ResourceException.class, () -> connection.getConnection(null, null));
        refused(ResourceException.class, connection::cleanup);
        refused(ResourceException.class, connection::getXAResource);
        refused(ResourceException.class, connection::getLocalTransaction);
        refused(ResourceException.class, connection::getMetaData);
        refused(ResourceException.class, () -> connection.associateConnection(handle));
        assertNull(server.managed.matchManagedConnections(Set.of(connection), null, null));
    }

    @Test
    void handle_thatTheServerMoves_worksForTheOtherConnection() throws Exception {
        JournalConnection handle = handle();
        ManagedConnection other = server.managed.createManagedConnection(null, null);
        other.associateConnection(handle);
        connection.destroy();
        handle.writer("orders").add(bytes("a")).commit();
        assertEquals(List.of("a"), read(journal, "orders"));
        handle.close();
        assertEquals(List.of(), closed, "the connection that it left hears nothing");
        refused(ResourceException.class, () -> other.associateConnection("no handle"));
    }

    @Test
    void localTransaction_commitsTheEntriesOfAllWritersTogether() throws Exception {
        LocalTransaction local = connection.getLocalTransaction();
        local.begin();
        refused(ResourceException.class, local::begin);
        TxnWriter orders = handle().writer("orders").add(bytes("a"));
        handle().writer("audit").add(bytes("b")).add("orders", bytes("c"));
        refused(IllegalStateException.class, orders::commit);
        refused(IllegalStateException.class, orders::rollback);
        orders.close();
        assertEquals(List.of(), read(journal, "orders"));
        local.commit();
        assertEquals(List.of("a", "c"), read(journal, "orders"));
        assertEquals(List.of("b"), read(journal, "audit"));
        refused(IllegalStateException.class, () -> orders.add(bytes("late")));
        refused(ResourceException.class, local::commit);
        refused(ResourceException.class, local::rollback);
    }

    @Test
    void localTransaction_thatRollsBackOrIsLeftOpen_leavesNothing() throws Exception {
        LocalTransaction local = connection.getLocalTransaction();
        local.begin();
        TxnWriter first = handle().writer("orders").add(bytes("never"));
        local.rollback();
        local.begin();
        refused(IllegalStateException.class, () -> first.add(bytes("in another one")));
        handle().writer("orders").add(bytes("never"));
        connection.cleanup();
        local.begin();
        local.commit();
        assertEquals(List.of(), read(journal, "orders"));
    }

    @Test
    void resource_isAlwaysTheSameForOneConnectionAndAnotherForAnother() throws Exception {
        assertSame(connection.getXAResource(), connection.getXAResource());
        ManagedConnection other = server.managed.createManagedConnection(null, null);
        assertNotSame(connection.getXAResource(), other.getXAResource());
        assertEquals(true, connection.getXAResource().isSameRM(other.getXAResource()));
    }

    @Test
    void idleConnections_matchWhileTheirJournalIsOpen() throws Exception {
        assertSame(connection, server.managed.matchManagedConnections(Set.of("other", connection), null, null));
        server.restart();
        assertNull(server.managed.matchManagedConnections(Set.of(connection), null, null));
    }

    @Test
    void metaData_describeTheJournal() throws Exception {
        assertEquals("IronJournal", connection.getMetaData().getEISProductName());
        assertEquals(0, connection.getMetaData().getMaxConnections());
    }

    @Test
    void factory_takesOneAdapterAndNoOther() throws Exception {
        server.managed.setResourceAdapter(server.adapter);
        refused(ResourceException.class, () -> server.managed.setResourceAdapter(new JournalResourceAdapter()));
        refused(ResourceException.class, () -> new JournalManagedConnectionFactory().setResourceAdapter(null));
        refused(
                ResourceException.class,
                () -> new JournalManagedConnectionFactory().createManagedConnection(null, null));
    }

    @Test
    void factoryWithoutConnectionManager_givesLocalConnections() throws Exception {
        JournalConnectionFactory alone = (JournalConnectionFactory) server.managed.createConnectionFactory();
        try (JournalConnection local = alone.getConnection()) {
            local.writer("orders").add(bytes("a")).commit();
        }
        assertEquals(List.of("a"), read(journal, "orders"));
    }

    private final class Closings implements ConnectionEventListener {

        @Override
        public void connectionClosed(ConnectionEvent event) {
            assertSame(connection, event.getSource());
            closed.add(event.getConnectionHandle());
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void localTransactionStarted(ConnectionEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void localTransactionCommitted(ConnectionEvent event) {
            throw new AssertionError(event);
        }

        @Override
        public void localTransactionRolledback(ConnectionEvent event) {
            throw new AssertionError(event);
        }
    }
}
