package io.ironjournal.ra;

import static io.ironjournal.ra.TestServer.bytes;
import static io.ironjournal.ra.TestServer.read;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import jakarta.resource.ResourceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import javax.transaction.xa.XAResource;
import org.apache.derby.jdbc.EmbeddedXADataSource;

/**
 * A server that is killed: it appends entries, and consumes each by a row in Derby and by an entry of the same journal.
 * Some deliveries fail. With a number of entries as argument it ends when all are consumed, and prints what both sides
 * have.
 */
final class ConsumingApplication {

    static final String WORKING = "working";

    private final Narayana narayana;
    private final AgroalDataSource database;
    private final JournalResourceAdapter adapter = new JournalResourceAdapter();
    private final JournalManagedConnectionFactory managed = new JournalManagedConnectionFactory();
    private final JournalConnectionFactory factory;

    private ConsumingApplication(Path directory) throws Exception {
        boolean first = !Files.exists(directory.resolve("database"));
        narayana = NarayanaSetup.in(directory.resolve("store"))
                .nodeIdentifier("ra")
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .recoveryPeriod(Duration.ofSeconds(1))
                .start();
        database = database(directory.resolve("database"));
        if (first) {
            try (Connection connection = database.getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create table parcels (entry bigint)");
            }
        }
        adapter.setDir(directory.resolve("journal").toString());
        adapter.start(new TestServer.Context(new TestWorkManager(), narayana.synchronizationRegistry()));
        managed.setResourceAdapter(adapter);
        narayana.recoveryRegistry().addXAResourceRecovery(this::resources);
        factory = (JournalConnectionFactory) managed.createConnectionFactory(
                new TestConnections(narayana.transactionManager(), narayana.synchronizationRegistry()));
    }

    private AgroalDataSource database(Path directory) throws SQLException {
        NarayanaTransactionIntegration integration = new NarayanaTransactionIntegration(
                narayana.transactionManager(),
                narayana.synchronizationRegistry(),
                "java:/shop",
                false,
                narayana.recoveryRegistry());
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(4)
                        .transactionIntegration(integration)
                        .connectionFactoryConfiguration(connections -> connections
                                .connectionProviderClass(EmbeddedXADataSource.class)
                                .jdbcProperty("databaseName", directory.toString())
                                .jdbcProperty("createDatabase", "create"))));
    }

    /** Both halves of the adapter, as servers ask both. */
    private XAResource[] resources() {
        try {
            return new XAResource[] {
                adapter.getXAResources(null)[0],
                managed.createManagedConnection(null, null).getXAResource()
            };
        } catch (ResourceException e) {
            throw new IllegalStateException(e);
        }
    }

    private void consume(String stream, Entry entry) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into parcels values (?)")) {
            insert.setLong(1, entry.id());
            insert.executeUpdate();
        }
        factory.journal().writer("mails").add(bytes("" + entry.id()));
        if (ThreadLocalRandom.current().nextInt(10) == 0) {
            throw new Exception("This delivery fails");
        }
    }

    private List<Long> rows() throws SQLException {
        List<Long> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement("select entry from parcels order by entry");
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.add(found.getLong(1));
            }
        }
        return rows;
    }

    private void activate() throws ResourceException {
        JournalActivationSpec spec = new JournalActivationSpec();
        spec.setCursor("shipping");
        spec.setStream("orders");
        spec.setRedeliveryDelay("1ms");
        spec.setMaxRedeliveryDelay("100ms");
        adapter.endpointActivation(new TestEndpoints(narayana.transactionManager(), this::consume), spec);
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // Only the output of this process is left of it.
    public static void main(String[] args) {
        int status = 1;
        try {
            ConsumingApplication application = new ConsumingApplication(Path.of(args[0]));
            application.activate();
            System.out.println(WORKING);
            application.append(args.length == 1 ? Integer.MAX_VALUE : Integer.parseInt(args[1]));
            application.awaitConsumed();
            application.print();
            status = 0;
        } catch (Throwable e) {
            e.printStackTrace();
        } finally {
            // Threads of Derby and of the pool would keep a failed process alive.
            Runtime.getRuntime().halt(status);
        }
    }

    private void append(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            factory.journal().append("orders", bytes("order " + i));
            Thread.sleep(20);
        }
    }

    private void awaitConsumed() throws InterruptedException {
        Journal journal = factory.journal();
        long end = journal.nextId("orders");
        while (journal.cursor("shipping", "orders").position() < end
                || journal.stats().inDoubt() > 0) {
            Thread.sleep(20);
        }
    }

    private void print() throws SQLException {
        Journal journal = factory.journal();
        System.out.println("entries " + journal.nextId("orders"));
        System.out.println("rows " + rows());
        System.out.println("mails " + read(journal, "mails"));
    }
}
