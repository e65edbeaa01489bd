package io.ironjournal.ra.example;

import io.ironjournal.Journal;
import io.ironjournal.ra.JournalConnectionFactory;
import jakarta.annotation.Resource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

public class Orders {

    @Resource(name = "journal/shop")
    JournalConnectionFactory factory;

    @Resource(name = "jdbc/shop")
    DataSource database;

    /** To be called in a transaction: the row and the entry commit together. */
    public void place(String order) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into orders values (?)")) {
            insert.setString(1, order);
            insert.executeUpdate();
        }
        Journal journal = factory.journal();
        journal.writer("orders").add(order.getBytes(StandardCharsets.UTF_8));
    }
}
