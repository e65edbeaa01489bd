package io.ironjournal.narayana;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.sql.XAConnection;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import org.apache.derby.jdbc.EmbeddedXADataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.xa.PGXADataSource;

/** A real database in transactions, with a named pool that is registered for recovery. */
final class OrdersDatabase implements AutoCloseable {

    private static final String BRANCHES_OF_POSTGRESQL = "SELECT count(*) FROM pg_prepared_xacts";

    /** The other connections of clients: those of a process that was killed may still be at work. */
    private static final String OTHERS_IN_POSTGRESQL =
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()";

    private final AgroalDataSource pool;
    private final @Nullable Path derby;

    /** Derby in a directory: it forces its log at each commit. */
    OrdersDatabase(Narayana narayana, Path directory) throws SQLException {
        this.derby = directory;
        this.pool = pool(
                narayana,
                f -> f.connectionProviderClass(EmbeddedXADataSource.class)
                        .jdbcProperty("databaseName", directory.toString())
                        .jdbcProperty("createDatabase", "create"));
    }

    /** H2, wherever its URL says. */
    OrdersDatabase(Narayana narayana, String url) throws SQLException {
        this.derby = null;
        this.pool = pool(
                narayana,
                f -> f.connectionProviderClass(JdbcDataSource.class)
                        .jdbcUrl(url)
                        .jdbcProperty("url", url));
    }

    private OrdersDatabase(AgroalDataSource pool) {
        this.derby = null;
        this.pool = pool;
    }

    /** PostgreSQL. Waits until the server has ended all sessions of earlier processes. */
    static OrdersDatabase postgresql(Narayana narayana, String url) throws SQLException, InterruptedException {
        try (Connection connection = DriverManager.getConnection(url)) {
            while (count(connection, OTHERS_IN_POSTGRESQL) > 0) {
                Thread.sleep(10);
            }
        }
        return new OrdersDatabase(pool(
                narayana, f -> f.connectionProviderClass(PGXADataSource.class).jdbcProperty("url", url)));
    }

    private static int count(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getInt(1);
        }
    }

    private static AgroalDataSource pool(
            Narayana narayana, UnaryOperator<AgroalConnectionFactoryConfigurationSupplier> connections)
            throws SQLException {
        NarayanaTransactionIntegration integration = new NarayanaTransactionIntegration(
                narayana.transactionManager(),
                narayana.synchronizationRegistry(),
                "java:/orders",
                false,
                narayana.recoveryRegistry());
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(c ->
                        c.maxSize(4).transactionIntegration(integration).connectionFactoryConfiguration(connections)));
    }

    void createTable() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (name VARCHAR(100) PRIMARY KEY)");
        }
    }

    void insert(String name) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO orders VALUES ('" + name + "')");
        }
    }

    List<String> orders() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name FROM orders")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** The number of branches in doubt in Derby or PostgreSQL. */
    int inDoubt() throws SQLException, XAException {
        if (derby == null) {
            try (Connection connection = pool.getConnection()) {
                return count(connection, BRANCHES_OF_POSTGRESQL);
            }
        }
        EmbeddedXADataSource database = new EmbeddedXADataSource();
        database.setDatabaseName(derby.toString());
        XAConnection connection = database.getXAConnection();
        try {
            return connection.getXAResource().recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length;
        } finally {
            connection.close();
        }
    }

    @Override
    public void close() throws SQLException {
        pool.close();
        if (derby == null) {
            return;
        }
        EmbeddedXADataSource database = new EmbeddedXADataSource();
        database.setDatabaseName(derby.toString());
        database.setShutdownDatabase("shutdown");
        try {
            database.getConnection().close();
        } catch (SQLException asItAlwaysSays) {
            // Derby reports its shutdown by an exception.
        }
    }
}
