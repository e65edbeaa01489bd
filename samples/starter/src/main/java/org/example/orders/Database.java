package org.example.orders;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.ironjournal.narayana.Narayana;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedXADataSource;

/** An embedded Derby as an XA resource. Its pool enlists connections, and registers the database for recovery. */
@ApplicationScoped
public class Database {

    private static final String TABLE_EXISTS = "X0Y32";

    @Produces
    @Singleton
    @Typed(DataSource.class)
    static DataSource open(Narayana narayana) throws SQLException {
        System.setProperty("derby.stream.error.file", "data/derby.log");
        var transactions = new NarayanaTransactionIntegration(
                narayana.transactionManager(),
                narayana.synchronizationRegistry(),
                "java:/orders",
                false,
                narayana.recoveryRegistry());
        AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(configuration -> configuration
                        .maxSize(4)
                        .transactionIntegration(transactions)
                        .connectionFactoryConfiguration(
                                factory -> factory.connectionProviderClass(EmbeddedXADataSource.class)
                                        .jdbcProperty("databaseName", "data/database")
                                        .jdbcProperty("createDatabase", "create"))));
        createTable(pool);
        return pool;
    }

    static void close(@Disposes DataSource pool) {
        ((AgroalDataSource) pool).close();
    }

    private static void createTable(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (number BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                    + " customer VARCHAR(80), amount INT)");
        } catch (SQLException e) {
            if (!TABLE_EXISTS.equals(e.getSQLState())) {
                throw e;
            }
        }
    }
}
