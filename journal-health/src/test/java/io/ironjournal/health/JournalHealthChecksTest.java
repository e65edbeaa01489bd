package io.ironjournal.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.cdi.JournalName;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The checks in a container, found and called as a server does. */
@Timeout(120)
class JournalHealthChecksTest {

    private static Narayana narayana;

    @TempDir
    Path root;

    /** Its settings are global to the process. */
    @BeforeAll
    static void startTransactions() {
        if (narayana == null) {
            narayana = NarayanaSetup.in(Path.of("target/narayana"))
                    .nodeIdentifier("journal-health")
                    .manualRecovery()
                    .start();
        }
    }

    private WeldContainer start() {
        Map<String, String> configuration = Map.of(
                "journal.dir",
                root.resolve("default").toString(),
                "journal.corruption-policy",
                "truncate",
                "journal.names",
                "audit",
                "journal.audit.dir",
                root.resolve("audit").toString());
        configuration.forEach(System::setProperty);
        try {
            return new Weld().addBeanClass(Early.class).initialize();
        } finally {
            configuration.keySet().forEach(System::clearProperty);
        }
    }

    private static HealthCheckResponse call(Instance<Object> container, Annotation kind) {
        return container.select(HealthCheck.class, kind).get().call();
    }

    private static HealthCheckResponse ready(Instance<Object> container) {
        return call(container, Readiness.Literal.INSTANCE);
    }

    private static HealthCheckResponse live(Instance<Object> container) {
        return call(container, Liveness.Literal.INSTANCE);
    }

    private static void require(Status status, HealthCheckResponse response, String journal, String text) {
        assertEquals(status, response.getStatus());
        assertEquals("Journals", response.getName());
        String data = response.getData().orElseThrow().get(journal).toString();
        assertTrue(data.startsWith(text), data);
    }

    @Test
    void workingJournals_areUp_eachWithItsName() {
        try (WeldContainer container = start()) {
            assertEquals(
                    Map.of("default", "UP", "audit", "UP"),
                    ready(container).getData().orElseThrow());
            require(Status.UP, ready(container), "default", "UP");
            require(Status.UP, live(container), "audit", "UP");
        }
    }

    @Test
    void journalsThatAreNotOpenYet_areLive_andNotReady() {
        Early.answers.clear();
        start().close();
        require(Status.DOWN, Early.answers.get(0), "default", "not open");
        require(Status.UP, Early.answers.get(1), "default", "UP");
    }

    @Test
    void failedJournal_isNeitherReadyNorLive_andTheOtherIsShown() throws IOException {
        WeldContainer container = start();
        Journal audit =
                container.select(Journal.class, JournalName.Literal.of("audit")).get();
        Files.delete(root.resolve("audit").resolve("LOCK"));
        assertThrows(JournalFailedException.class, () -> {
            for (int i = 0; i < 600; i++) {
                audit.append("logins", new byte[1]);
                Thread.sleep(50);
            }
        });
        for (HealthCheckResponse response : List.of(ready(container), live(container))) {
            require(Status.DOWN, response, "audit", "failed, until the application starts again: ");
            require(Status.DOWN, response, "default", "UP");
        }
        container.close();
    }

    @Test
    void unacceptedLoss_isLive_andNotReady_untilItIsAccepted() throws IOException {
        try (WeldContainer container = start()) {
            container.select(Journal.class).get().append("orders", new byte[10]);
        }
        Files.delete(root.resolve(Path.of("default", "streams", "orders", "00000000000000000000.wal")));
        try (WeldContainer container = start()) {
            Journal journal = container.select(Journal.class).get();
            journal.nextId("orders");
            require(Status.DOWN, ready(container), "default", "a loss is not accepted");
            require(Status.UP, live(container), "default", "UP");
            Transactions.of(journal).acceptLoss();
            require(Status.UP, ready(container), "default", "UP");
        }
    }

    /** Asks before the journals open, as a server does that answers while applications start. */
    @ApplicationScoped
    static class Early {

        private static final List<HealthCheckResponse> answers = new ArrayList<>();

        void initialized(@Observes @Initialized(ApplicationScoped.class) Object event, @Any Instance<Object> beans) {
            answers.add(ready(beans));
            answers.add(live(beans));
        }
    }
}
