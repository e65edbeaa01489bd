package io.ironjournal.samples.failover;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.ironjournal.narayana.Narayana;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The orders in the database, in a connection pool that takes part in transactions and in recovery. */
final class Books implements AutoCloseable {

    private final AgroalDataSource pool;

    Books(Narayana narayana, Login login) throws SQLException {
        var integration = new NarayanaTransactionIntegration(
                narayana.transactionManager(),
                narayana.synchronizationRegistry(),
                "java:/books",
                false,
                narayana.recoveryRegistry());
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(connections -> connections
                        .maxSize(4)
                        .transactionIntegration(integration)
                        .connectionFactoryConfiguration(factory -> factory.connectionProviderClass(RecoverableH2.class)
                                .jdbcUrl(login.url())
                                .jdbcProperty("url", login.url())
                                .principal(new NamePrincipal(login.user()))
                                .credential(new SimplePassword(login.password()))
                                .recoveryPrincipal(new NamePrincipal(login.user()))
                                .recoveryCredential(new SimplePassword(login.password())))));
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS orders (number BIGINT PRIMARY KEY)");
        }
    }

    void enter(long order) throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?)")) {
            insert.setLong(1, order);
            insert.executeUpdate();
        }
    }

    List<Long> orders() throws SQLException {
        return numbers("SELECT number FROM orders ORDER BY number");
    }

    /** Counts the branches that have voted and are not decided. */
    long inDoubt() throws SQLException {
        return numbers("SELECT COUNT(*) FROM INFORMATION_SCHEMA.IN_DOUBT").get(0);
    }

    private List<Long> numbers(String query) throws SQLException {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        return numbers;
    }

    @Override
    public void close() {
        pool.close();
    }
}
