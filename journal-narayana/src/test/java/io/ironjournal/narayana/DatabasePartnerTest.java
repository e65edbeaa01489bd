package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Journal;
import io.ironjournal.jta.TransactionalJournal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests transactions of a journal and a database, with the journal as the first and as the last resource. */
class DatabasePartnerTest {

    private final TransactionManager tm = TestNarayana.tm();

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"derby", "h2"})
    void journalAndDatabase_eitherOrder_haveSameOutcome(String which) throws Exception {
        System.setProperty(
                "derby.stream.error.file", directory.resolve("derby.log").toString());
        try (OrdersDatabase database = which.equals("derby")
                ? new OrdersDatabase(TestNarayana.get(), directory.resolve("derby"))
                : new OrdersDatabase(TestNarayana.get(), "jdbc:h2:file:" + directory.resolve("h2"))) {
            agreeInEitherOrder(database);
        }
    }

    @Test
    void journalAndPostgresql_eitherOrder_haveSameOutcome() throws Exception {
        try (EmbeddedPostgres server = PostgresqlServer.start();
                OrdersDatabase database = OrdersDatabase.postgresql(TestNarayana.get(), PostgresqlServer.url(server))) {
            agreeInEitherOrder(database);
        }
    }

    private void agreeInEitherOrder(OrdersDatabase database) throws Exception {
        try (Journal journal = Journal.open(
                HaltingJournal.options(directory.resolve("journal")).build())) {
            database.createTable();
            for (boolean first : new boolean[] {true, false}) {
                order(database, journal, first, "committed " + first);
                tm.commit();
                order(database, journal, first, "rolled back " + first);
                tm.rollback();
                order(database, journal, first, "rollback-only " + first);
                tm.setRollbackOnly();
                assertThrows(RollbackException.class, tm::commit);
            }
            List<String> committed = List.of("committed true", "committed false");
            assertEquals(committed, read(journal, "orders"));
            assertEquals(
                    committed.stream().sorted().toList(),
                    database.orders().stream().sorted().toList());
            assertEquals(0, journal.stats().inDoubt());
            assertEquals(List.of(), TestNarayana.logs());
        }
    }

    private void order(OrdersDatabase database, Journal journal, boolean journalFirst, String name) throws Exception {
        TransactionalJournal transactional = transactional(journal);
        tm.begin();
        if (journalFirst) {
            transactional.writer("orders").add(bytes(name));
        }
        database.insert(name);
        if (!journalFirst) {
            transactional.writer("orders").add(bytes(name));
        }
    }
}
