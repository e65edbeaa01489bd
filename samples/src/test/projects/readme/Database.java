import com.arjuna.ats.jta.TransactionManager;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
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

/** The database that the README's examples expect. */
@ApplicationScoped
public class Database {

    @Produces
    @Singleton
    @Typed(DataSource.class)
    static DataSource open() throws SQLException {
        var transactions = new NarayanaTransactionIntegration(
                TransactionManager.transactionManager(),
                jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry());
        AgroalDataSource pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(configuration -> configuration
                        .maxSize(2)
                        .transactionIntegration(transactions)
                        .connectionFactoryConfiguration(
                                factory -> factory.connectionProviderClass(EmbeddedXADataSource.class)
                                        .jdbcProperty("databaseName", "database")
                                        .jdbcProperty("createDatabase", "create"))));
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (number BIGINT PRIMARY KEY, customer VARCHAR(80))");
        }
        return pool;
    }

    static void close(@Disposes DataSource pool) {
        ((AgroalDataSource) pool).close();
    }
}
