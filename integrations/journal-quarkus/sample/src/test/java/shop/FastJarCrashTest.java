package shop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged application, killed in the middle of a commit and started again. */
class FastJarCrashTest {

    private static final Path APPLICATION = Path.of("target", "quarkus-app", "quarkus-run.jar");

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
        Run restarted = run("recover");
        assertEquals(0, restarted.status, restarted.output);
        String result = recovered + " orders in the database, " + recovered + " in the journal";
        assertTrue(restarted.output.contains(result), restarted.output);
        assertFalse(restarted.output.contains("\tat "), restarted.output);
        assertFalse(restarted.output.contains("Exception"), restarted.output);
        assertEquals(logs, transactionLogs().size());
    }

    @Test
    void orders_placedInTwoRuns_areInBoth() throws Exception {
        run("never", "one");
        Run second = run("never", "two", "three");
        assertTrue(second.output.contains("3 orders in the database, 3 in the journal"), second.output);
        assertEquals(3, entries());
    }

    private long entries() {
        try (Journal journal = Journal.open(directory.resolve("data/journal"))) {
            return journal.nextId("orders");
        }
    }

    /** What Narayana has not completed. */
    private List<String> transactionLogs() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data/transactions"))) {
            return files.filter(Files::isRegularFile)
                    .map(Path::toString)
                    .filter(file -> file.contains("AtomicAction"))
                    .toList();
        }
    }

    private record Run(int status, String output) {}

    private Run run(String crash, String... orders) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorders.crash=" + crash,
                // By default, a branch without a decision must be twenty seconds old.
                "-DJTAEnvironmentBean.orphanSafetyInterval=1000",
                // A busy machine takes long to create a database.
                "-Dquarkus.datasource.jdbc.acquisition-timeout=60s",
                "-jar",
                APPLICATION.toAbsolutePath().toString()));
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
