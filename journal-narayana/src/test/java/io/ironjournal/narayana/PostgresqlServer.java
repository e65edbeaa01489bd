package io.ironjournal.narayana;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server in processes of its own. */
final class PostgresqlServer {

    private PostgresqlServer() {}

    /** Started, or else the test is skipped: its binaries are for Linux on x86-64, and it refuses to run as root. */
    static EmbeddedPostgres start() {
        try {
            return EmbeddedPostgres.builder()
                    .setServerConfig("max_prepared_transactions", "16")
                    .setPGStartupWait(Duration.ofMinutes(1))
                    .start();
        } catch (IOException | RuntimeException e) {
            return Assumptions.abort("PostgreSQL does not start on this machine: " + e);
        }
    }

    /** The URL of its only database. */
    static String url(EmbeddedPostgres server) {
        return server.getJdbcUrl("postgres", "postgres");
    }
}
