package io.ironjournal.servers;

import io.ironjournal.Entry;
import io.ironjournal.ra.JournalEntryListener;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Writes a row for each order. The table has no key, so an order that is consumed twice has two rows. */
// The server sets the field.
@SuppressWarnings("NullAway.Init")
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "stream", propertyValue = "orders"),
            @ActivationConfigProperty(propertyName = "cursor", propertyValue = "shipping")
        })
public class Shipping implements JournalEntryListener {

    @Resource(name = "jdbc/shop")
    private DataSource database;

    /** Creates the bean. Servers call this. */
    public Shipping() {}

    @Override
    public void onEntry(String stream, Entry entry) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into orders values (?)")) {
            insert.setString(1, new String(entry.data(), StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
    }
}
