package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample in a new JVM and counts its orders. */
class OrdersTest {

    private static final int TAKEN_A_DAY = 7;

    @TempDir
    Path data;

    private record Run(int exit, String output) {}

    private Run run(String recovery, KillPoint... points) throws Exception {
        Path output = data.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.config.file=target/classes/logging.properties",
                "-Dorders.data=" + data,
                "-Dorders.recovery=" + recovery,
                "-cp",
                System.getProperty("java.class.path"),
                Orders.class.getName()));
        Stream.of(points).map(KillPoint::name).forEach(command::add);
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start()
                .waitFor();
        return new Run(exit, Files.readString(output));
    }

    @Test
    void orders_killedRepeatedly_databaseAndJournalAgreeAfterRecovery() throws Exception {
        Run first = run("on", KillPoint.ALL_VOTED, KillPoint.JOURNAL_COMMITTED);
        assertEquals(0, first.exit(), first.output());
        assertTrue(first.output().contains("is in the journal only"), "the kill left something to recover");
        int survivors = 1;
        assertEquals(3 * TAKEN_A_DAY + survivors, orders());

        Run second = run("on", KillPoint.DECIDED);
        assertEquals(0, second.exit(), second.output());
        assertContainsOnlyLinesOfSample(second.output());
        survivors++;
        assertEquals(5 * TAKEN_A_DAY + survivors, orders());
    }

    @Test
    void orders_withoutRecovery_disagreeUntilLaterRecovery() throws Exception {
        Run without = run("off");
        assertEquals(1, without.exit(), without.output());
        assertTrue(without.output().contains("THEY DO NOT AGREE"), without.output());

        Run with = run("on", KillPoint.ALL_COMMITTED);
        assertEquals(0, with.exit(), with.output());
        int survivors = 2;
        assertEquals(3 * TAKEN_A_DAY + survivors, orders());
    }

    private void assertContainsOnlyLinesOfSample(String output) {
        assertTrue(output.contains(data.toString()), "it names its data directory");
        output.lines().skip(2).forEach(line -> assertTrue(line.isEmpty() || line.matches("(Day \\d|  [A-Z]).*"), line));
    }

    /** Returns the number of orders. Checks that both sides have each order once and that nothing is in doubt. */
    private int orders() throws Exception {
        List<Long> journal = inJournal();
        assertEquals(inBooks(), journal.stream().sorted().toList());
        assertEquals(journal.size(), journal.stream().distinct().count());
        try (Stream<Path> files = Files.walk(data.resolve("transactions"))) {
            assertFalse(
                    files.anyMatch(OrdersTest::hasContent), "the transaction manager has no unfinished transaction");
        }
        return journal.size();
    }

    private List<Long> inJournal() {
        List<Long> numbers = new ArrayList<>();
        try (Journal journal = Journal.open(data.resolve("journal"));
                EntryIterator entries = journal.iterate("orders", journal.firstId("orders"))) {
            entries.forEachRemaining(
                    entry -> numbers.add(Order.fromEntry(entry.data()).number()));
            assertEquals(0, journal.stats().inDoubt());
        }
        return numbers;
    }

    private List<Long> inBooks() throws SQLException {
        String url = "jdbc:derby:" + data.resolve("books");
        System.setProperty(
                "derby.stream.error.file", data.resolve("test-derby.log").toString());
        List<Long> numbers = new ArrayList<>();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number FROM orders ORDER BY number")) {
            while (rows.next()) {
                numbers.add(rows.getLong(1));
            }
        }
        try {
            DriverManager.getConnection(url + ";shutdown=true").close();
        } catch (SQLException shutDown) {
            assertEquals("08006", shutDown.getSQLState());
        }
        return numbers;
    }

    private static boolean hasContent(Path path) {
        try {
            return Files.isRegularFile(path) && Files.size(path) > 0;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
