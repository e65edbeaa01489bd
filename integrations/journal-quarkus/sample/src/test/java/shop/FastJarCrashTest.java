package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.files.JournalFiles;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged application, killed in the middle of a commit and started again. */
class FastJarCrashTest {

    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private static final Map<String, String> LOG_IN_JOURNAL = Map.of("quarkus.journal.transaction-log", "true");

    @TempDir
    Path directory;

    /**
     * Narayana cannot learn that a database has committed already, since Quarkus gives its pools no names: a log of the
     * transaction stays then, and each scan warns of it.
     */
    @ParameterizedTest
    @CsvSource({"before-commits, 0, 1, 0", "after-database, 0, 1, 1", "after-journal, 1, 1, 0", "in-votes, 0, 0, 0"})
    void databaseAndJournal_afterAKillInTheCommit_agreeOnceRecovered(
            String crash, int committed, int recovered, int logs) throws Exception {
        Run killed = run(crash);
        assertEquals(KillPoint.STATUS, killed.status, killed.output);
        assertEquals(committed, entries());
        Run restarted = run("recover", "next order");
        assertEquals(0, restarted.status, restarted.output);
        int orders = recovered + 1;
        String result = orders + " orders in the database, " + orders + " in the journal";
        assertTrue(restarted.output.contains(result), restarted.output);
        assertFalse(restarted.output.contains("\tat "), restarted.output);
        assertFalse(restarted.output.contains("Exception"), restarted.output);
        assertEquals(logs, transactionLogs().size());
    }

    /** The decision commits the entry. It is in the journal, and no file has it. */
    @Test
    void logInTheJournal_afterAKillInTheCommit_bothCommit_andMoreOrdersFollow() throws Exception {
        Run killed = run("before-commits", LOG_IN_JOURNAL);
        assertEquals(KillPoint.STATUS, killed.status, killed.output);
        assertEquals(1, entries());
        try (JournalFiles files = JournalFiles.openReadOnly(directory.resolve("data/journal"))) {
            assertEquals(1, files.managerStates().size(), files.managerStates().toString());
        }
        Run restarted = run("recover", LOG_IN_JOURNAL, "two", "three");
        assertEquals(0, restarted.status, restarted.output);
        assertTrue(restarted.output.contains("3 orders in the database, 3 in the journal"), restarted.output);
        assertFalse(restarted.output.contains("Exception"), restarted.output);
        assertFalse(restarted.output.contains("was closed, but Narayana runs"), restarted.output);
        assertEquals(List.of(), transactionLogs());
        try (JournalFiles files = JournalFiles.openReadOnly(directory.resolve("data/journal"))) {
            assertEquals(List.of(), files.managerStates());
        }
    }

    private long entries() {
        try (Journal journal = Journal.open(directory.resolve("data/journal"))) {
            return journal.nextId("orders");
        }
    }

    /** What Narayana has not completed. */
    private List<String> transactionLogs() throws IOException {
        Path store = directory.resolve("data/transactions");
        if (!Files.exists(store)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(store)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(file -> file.contains("AtomicAction"))
                    .toList();
        }
    }

    private record Run(int status, String output) {}

    private Run run(String crash, String... orders) throws Exception {
        return run(crash, Map.of(), orders);
    }

    private Run run(String crash, Map<String, String> properties, String... orders) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorders.crash=" + crash,
                // By default, a branch without a decision must be twenty seconds old.
                "-DJTAEnvironmentBean.orphanSafetyInterval=1000",
                // A busy machine takes long to create a database.
                "-Dquarkus.datasource.jdbc.acquisition-timeout=60s"));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", APPLICATION.toAbsolutePath().toString()));
        command.addAll(List.of(orders));
        File output = Files.createTempFile(directory, "output", ".txt").toFile();
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return new Run(process.exitValue(), Files.readString(output.toPath()));
    }
}
