package io.ironjournal.narayana;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.derby.jdbc.EmbeddedXADataSource;

/** A real database in a transaction, by a named pool that is registered for recovery. */
final class OrdersDatabase implements AutoCloseable {

    private final AgroalDataSource pool;
    private final Path directory;

    OrdersDatabase(Narayana narayana, Path directory) throws SQLException {
        this.directory = directory;
        NarayanaTransactionIntegration integration = new NarayanaTransactionIntegration(
                narayana.transactionManager(),
                narayana.synchronizationRegistry(),
                "java:/orders",
                false,
                narayana.recoveryRegistry());
        this.pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(c -> c.maxSize(4)
                        .transactionIntegration(integration)
                        .connectionFactoryConfiguration(f -> f.connectionProviderClass(EmbeddedXADataSource.class)
                                .jdbcProperty("databaseName", directory.toString())
                                .jdbcProperty("createDatabase", "create"))));
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

    @Override
    public void close() throws SQLException {
        pool.close();
        EmbeddedXADataSource database = new EmbeddedXADataSource();
        database.setDatabaseName(directory.toString());
        database.setShutdownDatabase("shutdown");
        try {
            database.getConnection().close();
        } catch (SQLException asItAlwaysSays) {
            // Derby tells that it shut down by an exception.
        }
    }
}
