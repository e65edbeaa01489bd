package io.ironjournal.samples;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.ironjournal.narayana.Narayana;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.apache.derby.jdbc.EmbeddedXADataSource;

/** An embedded Derby database as an XA resource, in a connection pool that is registered with Narayana. */
@Dependent
class OrderDatabase {

    @Produces
    @Singleton
    @Typed(DataSource.class)
    static DataSource open(Narayana narayana) throws SQLException {
        return pool(narayana, "java:/orders", Shop.directory("books"));
    }

    /**
     * Returns a pool of connections to a database in a directory.
     *
     * @param name the name of the database in Narayana's log, by which recovery finds it
     */
    static AgroalDataSource pool(Narayana narayana, String name, Path directory) throws SQLException {
        // Set before Derby starts: its log file, and an immediate error for a locked row instead of a wait of a minute.
        System.setProperty(
                "derby.stream.error.file", directory.resolveSibling("derby.log").toString());
        System.setProperty("derby.locks.waitTimeout", "0");
        var integration = new NarayanaTransactionIntegration(
                narayana.transactionManager(),
                narayana.synchronizationRegistry(),
                name,
                false,
                narayana.recoveryRegistry());
        return AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(4)
                        .transactionIntegration(integration)
                        .connectionFactoryConfiguration(
                                factory -> factory.connectionProviderClass(EmbeddedXADataSource.class)
                                        .jdbcProperty("databaseName", directory.toString())
                                        .jdbcProperty("createDatabase", "create"))));
    }

    static void close(@Disposes DataSource pool) {
        ((AgroalDataSource) pool).close();
    }
}
