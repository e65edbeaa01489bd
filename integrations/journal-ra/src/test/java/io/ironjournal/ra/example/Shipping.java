package io.ironjournal.ra.example;

import io.ironjournal.Entry;
import io.ironjournal.ra.JournalEntryListener;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import javax.sql.DataSource;

@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "stream", propertyValue = "orders"),
            @ActivationConfigProperty(propertyName = "cursor", propertyValue = "shipping")
        })
public class Shipping implements JournalEntryListener {

    @Resource(name = "jdbc/shop")
    DataSource database;

    /** In a transaction of its own: the row and the position of the cursor commit together. */
    @Override
    public void onEntry(String stream, Entry entry) throws Exception {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into parcels values (?)")) {
            insert.setString(1, new String(entry.data(), StandardCharsets.UTF_8));
            insert.executeUpdate();
        }
    }
}
