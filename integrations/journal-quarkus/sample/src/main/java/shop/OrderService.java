package shop;

import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Writes each order to the database and to the journal: both or neither. */
@ApplicationScoped
public class OrderService {

    @Inject
    @JournalStream("orders")
    TxnWriter journal;

    @Inject
    DataSource database;

    @Transactional
    public void place(String order) throws SQLException {
        insert(order);
        journal.add(order.getBytes(StandardCharsets.UTF_8));
    }

    void insert(String order) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement("INSERT INTO orders VALUES (?)")) {
            statement.setString(1, order);
            statement.executeUpdate();
        }
    }

    public int count() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT COUNT(*) FROM orders")) {
            count.next();
            return count.getInt(1);
        }
    }

    void createTable(@Observes @Priority(1) StartupEvent event) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet table = connection.getMetaData().getTables(null, null, "ORDERS", null)) {
            if (!table.next()) {
                statement.executeUpdate("CREATE TABLE orders (name VARCHAR(100))");
            }
        }
    }
}
