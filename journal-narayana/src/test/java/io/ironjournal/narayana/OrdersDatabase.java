package io.ironjournal.narayana;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalConnectionFactoryConfigurationSupplier;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
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
import org.postgresql.xa.PGXADataSource;

/** A real database in transactions, with a named pool that is registered for recovery. */
final class OrdersDatabase implements AutoCloseable {

    private final AgroalDataSource pool;
    private final Path derby;

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

    /** PostgreSQL. */
    OrdersDatabase(Narayana narayana, EmbeddedPostgres server) throws SQLException {
        this.derby = null;
        this.pool = pool(
                narayana,
                f -> f.connectionProviderClass(PGXADataSource.class)
                        .jdbcProperty("url", server.getJdbcUrl("postgres", "postgres")));
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

    /** The number of branches in doubt in Derby. */
    int inDoubt() throws SQLException, XAException {
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
