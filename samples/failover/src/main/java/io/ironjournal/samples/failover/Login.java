package io.ironjournal.samples.failover;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/**
 * The right to use the database. Only the machine that took over last has it.
 *
 * @param url the database
 * @param user the user of the shop
 * @param password the password that this machine has set
 */
record Login(String url, String user, String password) {

    private static final String ADMINISTRATOR = "SA";
    private static final String SHOP = "SHOP";

    /**
     * Takes the database over: sets a new password and ends all sessions. BookKeeper fences the journal's earlier writer,
     * but nothing fences the database by itself. An earlier machine that was only paused could still commit there what
     * this machine rolls back. Branches that have voted stay. H2 can only roll them back after it was opened again.
     */
    static Login takeOver(String url) throws SQLException {
        Login login = new Login(url, SHOP, UUID.randomUUID().toString());
        try (Connection connection = DriverManager.getConnection(url, ADMINISTRATOR, "");
                Statement statement = connection.createStatement()) {
            // Recovery reads a table that only administrators can read.
            statement.execute("CREATE USER IF NOT EXISTS " + SHOP + " PASSWORD '" + login.password + "' ADMIN");
            statement.execute("ALTER USER " + SHOP + " SET PASSWORD '" + login.password + "'");
            // Ends all sessions. The next connection opens the database again.
            statement.execute("SHUTDOWN");
        }
        return login;
    }
}
