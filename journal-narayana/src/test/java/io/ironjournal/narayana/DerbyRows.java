package io.ironjournal.narayana;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.XAConnection;
import org.apache.derby.jdbc.EmbeddedXADataSource;

/** A table in a Derby database, and connections that add rows in transactions. */
final class DerbyRows {

    private final EmbeddedXADataSource source = new EmbeddedXADataSource();

    /** Adds rows in the transactions of one thread. */
    record Inserter(XAConnection connection, PreparedStatement insert) {

        void addRow() throws SQLException {
            insert.setString(1, "order");
            insert.executeUpdate();
        }
    }

    DerbyRows(Path directory) throws SQLException {
        source.setDatabaseName(directory.toString());
        source.setCreateDatabase("create");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (name VARCHAR(100))");
        }
    }

    Inserter inserter() throws SQLException {
        XAConnection connection = source.getXAConnection();
        return new Inserter(connection, connection.getConnection().prepareStatement("INSERT INTO orders VALUES (?)"));
    }
}
