package io.ironjournal.samples;

import io.agroal.api.AgroalDataSource;
import io.ironjournal.narayana.Narayana;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The shipped parcels, in a second database. The database itself does not prevent duplicate parcels. */
@ApplicationScoped
class Warehouse {

    private static final String TABLE_EXISTS = "X0Y32";
    private static final String ROW_IS_LOCKED = "40XL1";

    @Inject
    Narayana narayana;

    private @Nullable AgroalDataSource database;

    @PostConstruct
    void open() {
        try {
            database = OrderDatabase.pool(narayana, "java:/warehouse", Shop.directory("warehouse"));
            createTable();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot open the warehouse database: " + e.getMessage(), e);
        }
    }

    private void createTable() throws SQLException {
        try (Connection connection = connection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE parcels (number BIGINT, customer VARCHAR(80))");
        } catch (SQLException e) {
            if (!TABLE_EXISTS.equals(e.getSQLState())) {
                throw e;
            }
        }
    }

    @PreDestroy
    void close() {
        if (database != null) {
            database.close();
        }
    }

    private Connection connection() throws SQLException {
        if (database == null) {
            throw new IllegalStateException("The warehouse database is not open");
        }
        return database.getConnection();
    }

    void ship(Order order) {
        try (Connection connection = connection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO parcels VALUES (?, ?)")) {
            insert.setLong(1, order.number());
            insert.setString(2, order.customer());
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot write the parcel to the warehouse database: " + e.getMessage(), e);
        }
    }

    /** Returns the numbers of all shipped orders; empty while the outcome of one is not decided. */
    Optional<List<Long>> parcels() {
        List<Long> numbers = new ArrayList<>();
        try (Connection connection = connection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number FROM parcels")) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        } catch (SQLException e) {
            if (ROW_IS_LOCKED.equals(e.getSQLState())) {
                return Optional.empty();
            }
            throw new IllegalStateException(
                    "Cannot read the parcels from the warehouse database: " + e.getMessage(), e);
        }
        numbers.sort(null);
        return Optional.of(numbers);
    }
}
