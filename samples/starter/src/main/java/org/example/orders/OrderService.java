package org.example.orders;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.cdi.JournalStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** Places orders: each is a row in the database and an entry in the journal, in one transaction. */
@ApplicationScoped
public class OrderService {

    private static final int CREDIT = 1_000;

    @Inject
    @JournalStream("orders")
    TxnWriter writer;

    @Inject
    Journal journal;

    @Inject
    DataSource database;

    @Transactional(rollbackOn = SQLException.class)
    public void place(String customer, int amount) throws SQLException {
        writer.add(("OrderPlaced;" + customer + ";" + amount).getBytes(UTF_8));
        try (Connection connection = database.getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO orders (customer, amount) VALUES (?, ?)")) {
            insert.setString(1, customer);
            insert.setInt(2, amount);
            insert.executeUpdate();
        }
        if (amount > CREDIT) {
            throw new IllegalArgumentException(customer + " cannot pay " + amount);
        }
    }

    @Transactional(rollbackOn = SQLException.class)
    public int rows() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement query = connection.createStatement();
                ResultSet count = query.executeQuery("SELECT COUNT(*) FROM orders")) {
            count.next();
            return count.getInt(1);
        }
    }

    public int entries() {
        int entries = 0;
        try (EntryIterator all = journal.iterate("orders", 0)) {
            while (all.hasNext()) {
                all.next();
                entries++;
            }
        }
        return entries;
    }
}
