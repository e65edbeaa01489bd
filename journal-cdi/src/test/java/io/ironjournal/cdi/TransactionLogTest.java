package io.ironjournal.cdi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.config.ConfigurationException;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Tests the key {@code transaction-log}. Narayana has its log in files in this process, so other processes have it in a journal. */
class TransactionLogTest {

    @TempDir
    Path root;

    @BeforeEach
    void startNarayana() {
        assertTrue(TestContainer.transactions() != null);
    }

    private String directory(String name) {
        return root.resolve(name).toString();
    }

    private static DeploymentException refused(Map<String, String> configuration) {
        return assertThrows(
                DeploymentException.class,
                () -> TestContainer.start(configuration).close());
    }

    private DeploymentException refused() {
        return refused(Map.of("journal.dir", directory("journal"), "journal.transaction-log", "true"));
    }

    @Test
    void narayanaHasItsLogInFiles_deploymentFails_andSaysWhatToCall() {
        DeploymentException failure = refused();
        String message = failure.getMessage();
        assertInstanceOf(IntegrationException.class, failure.getCause());
        assertTrue(message.contains("NarayanaSetup has started Narayana with its log in "), message);
        assertTrue(message.contains("Call logInConfiguredJournal() of NarayanaSetup before start()"), message);
        Journal.open(root.resolve("journal")).close();
    }

    @Test
    void anotherTransactionManager_deploymentFails() {
        RecordingIntegration.during(() -> {
            DeploymentException failure = refused();
            assertInstanceOf(IntegrationException.class, failure.getCause());
            assertTrue(failure.getMessage().endsWith("Remove the key transaction-log"), failure.getMessage());
        });
        Journal.open(root.resolve("journal")).close();
    }

    @Test
    void twoJournalsHaveTheKey_deploymentFails_andNamesBoth() {
        DeploymentException failure = refused(Map.of(
                "journal.names",
                "audit",
                "journal.dir",
                directory("journal"),
                "journal.transaction-log",
                "true",
                "journal.audit.dir",
                directory("audit"),
                "journal.audit.transaction-log",
                "true"));
        assertInstanceOf(ConfigurationException.class, failure.getCause());
        assertTrue(
                failure.getMessage()
                        .startsWith("journal.transaction-log and journal.audit.transaction-log are both true"),
                failure.getMessage());
    }

    @Test
    void keyOfAJournalThatWouldNotBeOpened_isNotIgnored() {
        DeploymentException failure = refused(Map.of(
                "journal.names", "audit", "journal.audit.dir", directory("audit"), "journal.transaction-log", "true"));
        assertTrue(failure.getMessage().startsWith("The journal \"default\" has no directory"), failure.getMessage());
    }

    /** Recovery would roll back what a database has committed. */
    @Test
    void journalWithDecisions_withoutTheKey_deploymentFails() {
        String key = "/StateManager/AtomicAction/0:1:2:3:4";
        Path directory = root.resolve("journal");
        try (Journal journal = Journal.open(directory)) {
            Transactions.of(journal).states().put(key, new byte[1]);
        }
        DeploymentException failure = refused(Map.of("journal.dir", directory.toString()));
        assertInstanceOf(IntegrationException.class, failure.getCause());
        assertTrue(failure.getMessage().contains("Set the key transaction-log to true"), failure.getMessage());
        try (Journal journal = Journal.open(directory)) {
            Transactions.of(journal).states().remove(key);
        }
        TestContainer.start(directory).close();
    }

    @Test
    void journalOfAServer_deploymentFails() {
        DeploymentException failure =
                refused(Map.of("journal.jndi", "java:/journal", "journal.transaction-log", "true"));
        assertTrue(
                failure.getMessage().startsWith("journal.transaction-log has no effect with journal.jndi"),
                failure.getMessage());
    }

    @Test
    void keyWithAnotherValue_deploymentFails() {
        DeploymentException failure =
                refused(Map.of("journal.dir", directory("journal"), "journal.transaction-log", "yes"));
        assertTrue(failure.getMessage().contains("journal.transaction-log cannot be \"yes\""), failure.getMessage());
    }

    /** Each transaction has a second participant, and costs the journal with the log one force. */
    @Test
    @DisabledIfSystemProperty(
            named = "ironjournal.test.weld",
            matches = "5.*",
            disabledReason = "needs processes, and time")
    void crashAfterADecision_isCommittedByTheNextProcess() throws Exception {
        Path partner = Files.createDirectories(root.resolve("partner"));
        String crashed = run(TransactionLogApplication.CRASH, "crash");
        assertTrue(!crashed.contains("\tat "), crashed);
        assertLine(crashed, "EARLY");
        assertLine(crashed, "FORCES 1");
        assertLine(crashed, "DECISIONS 1 and 0");
        assertEquals(
                List.of("committed", "committed", "committed", "committed", "prepared"),
                FileResource.outcomes(partner));
        try (JournalFiles files = JournalFiles.openReadOnly(root.resolve("ledger"))) {
            assertEquals(1, files.managerStates().size(), files.managerStates().toString());
        }
        assertNoDecisionInFiles();
        String recovered = run(0, "recover");
        assertLine(recovered, "BEFORE [committed, committed, committed, committed, prepared]");
        assertTrue(
                recovered
                        .lines()
                        .anyMatch(line -> line.startsWith("REFUSED ")
                                && line.contains(directory("audit"))
                                && line.contains(directory("ledger"))),
                recovered);
        assertLine(recovered, "RECOVERED [committed, committed, committed, committed, committed]");
        assertLine(recovered, "ENTRIES 3");
        assertLine(recovered, "IN DOUBT 0");
        assertLine(recovered, "WITHOUT A LOG rolled back");
        assertLine(recovered, "AGAIN");
        String sinceOpening = recovered.substring(recovered.indexOf("BEFORE"));
        assertTrue(!sinceOpening.contains("\tat "), sinceOpening);
        assertTrue(!recovered.contains("was closed, but Narayana runs"), recovered);
        assertNoDecisionInFiles();
    }

    private void assertNoDecisionInFiles() throws IOException {
        try (Stream<Path> files = Files.walk(root.resolve("transactions"))) {
            assertEquals(
                    List.of(),
                    files.filter(file -> file.toString().contains("AtomicAction"))
                            .toList());
        }
    }

    private static void assertLine(String output, String line) {
        assertTrue(output.lines().anyMatch(line::equals), () -> "\"" + line + "\" is missing in: " + output);
    }

    private String run(int exitCode, String mode) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Djava.util.logging.config.file=src/test/resources/logging.properties",
                "-Djournal.names=audit,ledger",
                "-Djournal.dir=" + directory("journal"),
                "-Djournal.audit.dir=" + directory("audit"),
                "-Djournal.ledger.dir=" + directory("ledger"),
                "-Djournal.ledger.transaction-log=true",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                TransactionLogApplication.class.getName(),
                root.toString(),
                mode));
        Path output = root.resolve(mode + ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(180, TimeUnit.SECONDS), () -> mode + " hangs");
        } finally {
            process.destroyForcibly();
        }
        String text = Files.readString(output);
        assertEquals(exitCode, process.exitValue(), () -> mode + ": " + text);
        return text;
    }
}
