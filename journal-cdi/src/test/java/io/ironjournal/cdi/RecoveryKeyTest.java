package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.entries;
import static io.ironjournal.cdi.TestContainer.inTransaction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.jta.RecoveryUnavailableException;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests deployments in which no transaction manager can recover the journal. */
class RecoveryKeyTest {

    @TempDir
    Path root;

    @BeforeEach
    void startNarayana() {
        assertTrue(TestContainer.transactions() != null);
    }

    private static void withoutRecovery(Runnable work) {
        RecordingIntegration.duringOffer("unrecovering-integration", work);
    }

    private String directory(String name) {
        return root.resolve(name).toString();
    }

    @Test
    void deployment_recoveryUnavailable_failsAndNamesTheKey() {
        withoutRecovery(() -> {
            DeploymentException failure =
                    assertThrows(DeploymentException.class, () -> TestContainer.start(root.resolve("journal")));
            String message = failure.getMessage();
            assertTrue(message.contains("Recovery does not run."), message);
            assertTrue(message.contains("set journal.recovery to \"none\""), message);
            assertInstanceOf(RecoveryUnavailableException.class, failure.getCause());
        });
        Journal.open(root.resolve("journal")).close();
    }

    @Test
    void deployment_recoveryIsNone_worksAndWrites() {
        withoutRecovery(() -> {
            try (TestContainer container =
                    TestContainer.start(Map.of("journal.dir", directory("journal"), "journal.recovery", "none"))) {
                container.journal().append("orders", bytes("alone"));
                inTransaction(() -> container.journal().writer("orders").add(bytes("in a transaction")));
                assertEquals(List.of("alone", "in a transaction"), container.entries("orders"));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void deployment_keyOfNamedJournal_countsForThatJournalOnly() {
        Map<String, String> named = Map.of(
                "journal.names",
                "audit",
                "journal.recovery",
                "none",
                "journal.dir",
                directory("journal"),
                "journal.audit.dir",
                directory("audit"));
        withoutRecovery(() -> {
            DeploymentException failure = assertThrows(DeploymentException.class, () -> TestContainer.start(named));
            assertTrue(failure.getMessage().contains("set journal.audit.recovery to \"none\""), failure.getMessage());
        });
        Map<String, String> both = new java.util.HashMap<>(named);
        both.put("journal.audit.recovery", "none");
        withoutRecovery(() -> {
            try (TestContainer container = TestContainer.start(both)) {
                Journal audit = container
                        .weld()
                        .select(Journal.class, JournalName.Literal.of("audit"))
                        .get();
                audit.append("a", bytes("entry"));
                assertEquals(List.of("entry"), entries(audit, "a"));
            }
        });
    }

    @Test
    void deployment_keyWithAnotherValue_failsAndSaysWhatIsAllowed() {
        DeploymentException failure = assertThrows(
                DeploymentException.class,
                () -> TestContainer.start(
                        Map.of("journal.dir", directory("journal"), "journal.recovery", "sometimes")));
        assertEquals(
                "journal.recovery cannot be \"sometimes\": it must be one of [REQUIRED, NONE]", failure.getMessage());
    }
}
