package io.ironjournal.ra;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnectionFactory;
import java.nio.file.Path;
import java.util.List;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Servers with the methods of WildFly, and servers without them. */
@Timeout(60)
class ResourceNamesTest {

    @TempDir
    Path directory;

    /** The part of WildFly that creates resources with a name. */
    public interface Integration {
        XAResource createXAResourceWrapper(
                XAResource resource,
                boolean padded,
                Boolean sameRm,
                String product,
                String version,
                String name,
                boolean first,
                Object statistics);
    }

    /** A resource with a name. */
    public record Wrapper(XAResource resource, String product, String version, String name) implements XAResource {

        @Override
        public void start(Xid xid, int flags) throws javax.transaction.xa.XAException {
            resource.start(xid, flags);
        }

        @Override
        public void end(Xid xid, int flags) throws javax.transaction.xa.XAException {
            resource.end(xid, flags);
        }

        @Override
        public int prepare(Xid xid) throws javax.transaction.xa.XAException {
            return resource.prepare(xid);
        }

        @Override
        public void commit(Xid xid, boolean onePhase) throws javax.transaction.xa.XAException {
            resource.commit(xid, onePhase);
        }

        @Override
        public void rollback(Xid xid) throws javax.transaction.xa.XAException {
            resource.rollback(xid);
        }

        @Override
        public void forget(Xid xid) throws javax.transaction.xa.XAException {
            resource.forget(xid);
        }

        @Override
        public Xid[] recover(int flags) throws javax.transaction.xa.XAException {
            return resource.recover(flags);
        }

        @Override
        public boolean isSameRM(XAResource other) throws javax.transaction.xa.XAException {
            return resource.isSameRM(other instanceof Wrapper wrapper ? wrapper.resource : other);
        }

        @Override
        public int getTransactionTimeout() {
            return 0;
        }

        @Override
        public boolean setTransactionTimeout(int seconds) {
            return false;
        }
    }

    /** A connection manager that has a name, like WildFly's. */
    public static final class NamedManager implements ConnectionManager {

        private static final long serialVersionUID = 1L;

        private final transient Integration integration;
        private String name;

        NamedManager(Integration integration) {
            this.integration = integration;
        }

        public String getJndiName() {
            return name;
        }

        public Integration getTransactionIntegration() {
            return integration;
        }

        @Override
        public String toString() {
            return "NamedManager " + name;
        }

        @Override
        public Object allocateConnection(ManagedConnectionFactory factory, ConnectionRequestInfo info) {
            throw new UnsupportedOperationException();
        }
    }

    private static Integration wildFly() {
        return (resource, padded, sameRm, product, version, name, first, statistics) ->
                new Wrapper(resource, product, version, name);
    }

    private static NamedManager manager(String name) {
        NamedManager manager = new NamedManager(wildFly());
        manager.name = name;
        return manager;
    }

    @Test
    void endpoint_inServerWithNames_getsNameOfConnectionFactory() throws Exception {
        try (TestServer server = new TestServer(directory).started()) {
            NamedManager manager = new NamedManager(wildFly());
            server.managed.createConnectionFactory(manager);
            // The server sets the name later.
            manager.name = "java:/journal/shop";
            server.adapter.journal().core().append("orders", TestServer.bytes("a"));
            JournalActivationSpec spec = new JournalActivationSpec();
            spec.setCursor("mailer");
            spec.setStream("orders");
            TestEndpoints endpoints = new TestEndpoints(TestServer.transactions(), (stream, entry) -> {});
            server.adapter.endpointActivation(endpoints, spec);
            TestConsumers.await(
                    () -> server.factory().journal().cursor("mailer", "orders").position() == 1);
            Wrapper wrapper = (Wrapper) endpoints.resources.get(0);
            assertEquals("java:/journal/shop", wrapper.name());
            assertEquals("IronJournal", wrapper.product());
            assertTrue(wrapper.resource() instanceof EndpointResource, wrapper::toString);
        }
    }

    @Test
    void name_isTheSameInAnyOrderOfConnectionFactories() throws Exception {
        EndpointResource resource = new EndpointResource(new Wrapper(null, "", "", ""));
        for (List<String> order : List.of(List.of("a", "b"), List.of("b", "a"))) {
            ResourceNames names = new ResourceNames();
            List<NamedManager> managers =
                    order.stream().map(ResourceNamesTest::manager).toList();
            managers.forEach(names::add);
            assertEquals("a", ((Wrapper) names.name(resource)).name(), managers::toString);
        }
    }

    @Test
    void resource_inServerWithoutNames_isUnchanged() throws Exception {
        EndpointResource resource = new EndpointResource(new Wrapper(null, "", "", ""));
        ResourceNames names = new ResourceNames();
        assertSame(resource, names.name(resource));
        ConnectionManager other = new UnmanagedConnections();
        names.add(other);
        assertSame(resource, names.name(resource));
        NamedManager unbound = new NamedManager(wildFly());
        NamedManager withoutTransactions = new NamedManager(null);
        withoutTransactions.name = "java:/journal/shop";
        names.add(unbound);
        names.add(withoutTransactions);
        assertSame(resource, names.name(resource), unbound.toString() + withoutTransactions);
    }
}
