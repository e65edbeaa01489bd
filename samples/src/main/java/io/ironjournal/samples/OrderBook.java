package io.ironjournal.samples;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The orders in the database, by plain JDBC. The connection pool enlists the database in the transaction. */
@ApplicationScoped
class OrderBook {

    /**
     * Reads along the index. Otherwise Derby would read and sort all rows, including the locked one, before it returns
     * the first.
     */
    private static final String ROW_BY_ROW = """
            SELECT number, customer, cents FROM orders --DERBY-PROPERTIES constraint=by_number, bulkFetch=1
            ORDER BY number""";

    private static final String TABLE_EXISTS = "X0Y32";
    private static final String ROW_IS_LOCKED = "40XL1";

    @Inject
    DataSource database;

    void createTable() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE orders (number BIGINT NOT NULL CONSTRAINT by_number PRIMARY KEY,"
                    + " customer VARCHAR(80), cents BIGINT)");
        } catch (SQLException e) {
            if (!TABLE_EXISTS.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    void enter(Order order) {
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO orders VALUES (?, ?, ?)")) {
            insert.setLong(1, order.number());
            insert.setString(2, order.customer());
            insert.setLong(3, order.cents());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write the order to the database: " + e.getMessage(), e);
        }
    }

    /** Returns all committed orders before the first locked one. The outcome of a locked order is not known yet. */
    List<Order> orders() {
        List<Order> orders = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(ROW_BY_ROW)) {
            while (rows.next()) {
                orders.add(new Order(rows.getLong(1), rows.getString(2), rows.getLong(3)));
            }
        } catch (SQLException e) {
            if (!ROW_IS_LOCKED.equals(e.getSQLState())) {
                throw new IllegalStateException("Cannot read the orders from the database: " + e.getMessage(), e);
            }
        }
        return orders;
    }
}
