package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.narayana.NarayanaTransactionIntegration;
import io.ironjournal.Journal;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import javax.transaction.xa.XAResource;
import org.jboss.tm.LastResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests transactions of a journal and a database whose pool has no XA connections. */
class LastResourceTest {

    /** H2 with connections whose commit can be made to roll back, as after a deferred constraint. */
    public static final class RefusingDriver implements Driver {

        private static volatile boolean refuses;

        private final Driver driver = new org.h2.Driver();

        @Override
        public Connection connect(String url, Properties info) throws SQLException {
            Connection connection = driver.connect(url, info);
            return (Connection) Proxy.newProxyInstance(
                    RefusingDriver.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, args) -> {
                        if (refuses && method.getName().equals("commit")) {
                            connection.rollback();
                            throw new SQLException("injected commit failure");
                        }
                        try {
                            return method.invoke(connection, args);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    });
        }

        @Override
        public boolean acceptsURL(String url) throws SQLException {
            return driver.acceptsURL(url);
        }

        @Override
        public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
            return new DriverPropertyInfo[0];
        }

        @Override
        public int getMajorVersion() {
            return driver.getMajorVersion();
        }

        @Override
        public int getMinorVersion() {
            return driver.getMinorVersion();
        }

        @Override
        public boolean jdbcCompliant() {
            return false;
        }

        @Override
        public Logger getParentLogger() {
            return Logger.getLogger("refusing");
        }
    }

    private final TransactionManager tm = TestNarayana.tm();

    @TempDir
    Path directory;

    private Journal journal;
    private TransactionalJournal transactional;
    private AgroalDataSource pool;

    @BeforeEach
    void open() throws Exception {
        journal = Journal.open(
                HaltingJournal.options(directory.resolve("journal")).build());
        transactional = transactional(journal);
        NarayanaTransactionIntegration integration =
                new NarayanaTransactionIntegration(tm, TestNarayana.get().synchronizationRegistry(), null, false, null);
        pool = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(c -> c.maxSize(2)
                        .transactionIntegration(integration)
                        .connectionFactoryConfiguration(f -> f.connectionProviderClass(RefusingDriver.class)
                                .jdbcUrl("jdbc:h2:file:" + directory.resolve("db")))));
        execute("CREATE TABLE orders (name VARCHAR(100))");
    }

    @AfterEach
    void close() throws Exception {
        RefusingDriver.refuses = false;
        TestNarayana.leave();
        pool.close();
        transactional.close();
        assertEquals(List.of(), TestNarayana.logs());
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private int rows() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            count.next();
            return count.getInt(1);
        }
    }

    private void order(boolean journalFirst) throws Exception {
        tm.begin();
        if (journalFirst) {
            transactional.writer("orders").add(bytes("a"));
        }
        execute("INSERT INTO orders VALUES ('a')");
        if (!journalFirst) {
            transactional.writer("orders").add(bytes("a"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commit_databaseFails_rollsBackBoth(boolean journalFirst) throws Exception {
        order(journalFirst);
        RefusingDriver.refuses = true;
        assertThrows(RollbackException.class, tm::commit);
        RefusingDriver.refuses = false;
        assertEquals(0, rows());
        assertEquals(List.of(), read(journal, "orders"));
        assertEquals(0, journal.stats().inDoubt());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commit_databaseCommits_commitsBoth(boolean journalFirst) throws Exception {
        order(journalFirst);
        tm.commit();
        assertEquals(1, rows());
        assertEquals(List.of("a"), read(journal, "orders"));
    }

    @Test
    void named_lastResource_returnsItUnchanged() {
        XAResource last = (XAResource) Proxy.newProxyInstance(
                LastResourceTest.class.getClassLoader(),
                new Class<?>[] {XAResource.class, LastResource.class},
                (proxy, method, args) -> null);
        assertSame(last, Narayana.named("orders", last));
    }
}
