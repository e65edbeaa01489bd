package io.ironjournal.samples;

import io.agroal.api.AgroalDataSource;
import io.ironjournal.narayana.Narayana;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** The latest snapshot of the balances, in a Derby database. */
final class Snapshots implements AutoCloseable {

    private static final String TABLE_EXISTS = "X0Y32";

    private final AgroalDataSource database;

    Snapshots(Narayana narayana, Path directory) throws SQLException {
        this.database = OrderDatabase.pool(narayana, "java:/snapshots", directory);
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE balances (snapshot VARCHAR(80), account INT PRIMARY KEY, cents BIGINT)");
        } catch (SQLException e) {
            if (!TABLE_EXISTS.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    /** Replaces the snapshot in the transaction of this thread. */
    void write(String name, Balances balances) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement delete = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO balances VALUES (?, ?, ?)")) {
            delete.executeUpdate("DELETE FROM balances");
            for (int account = 0; account < Balances.ACCOUNTS; account++) {
                insert.setString(1, name);
                insert.setInt(2, account);
                insert.setLong(3, balances.of(account));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Reads the snapshot and checks its name. There is only one. */
    Balances read(String name) throws SQLException {
        Balances balances = new Balances();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT snapshot, account, cents FROM balances")) {
            while (rows.next()) {
                if (!rows.getString(1).equals(name)) {
                    throw new IllegalStateException("The latest checkpoint belongs to snapshot " + name
                            + ", but the database contains snapshot " + rows.getString(1));
                }
                balances.add(rows.getInt(2), rows.getLong(3));
            }
        }
        return balances;
    }

    @Override
    public void close() {
        database.close();
    }
}
