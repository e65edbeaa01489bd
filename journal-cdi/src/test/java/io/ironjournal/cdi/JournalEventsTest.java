package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalHealth;
import io.ironjournal.cdi.spi.ManagedJournals;
import io.ironjournal.jta.OldBranches;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class JournalEventsTest {

    @TempDir
    Path root;

    @BeforeEach
    void forget() {
        Observer.HEARD.clear();
        AuditObserver.HEARD.clear();
    }

    private Map<String, String> configuration() {
        return Map.of(
                "journal.dir", root.resolve("default").toString(),
                "journal.names", "audit",
                "journal.audit.dir", root.resolve("audit").toString(),
                "journal.audit.log-segment-size", "8KiB",
                "journal.audit.log-budget", "32KiB");
    }

    private TestContainer start() {
        return TestContainer.start(configuration(), Observer.class, AuditObserver.class);
    }

    private static Journal audit(TestContainer container) {
        return container
                .weld()
                .select(Journal.class, JournalName.Literal.of("audit"))
                .get();
    }

    @Test
    void recoveryFinished_ofEachJournal_isFiredBeforeTheApplicationStarts() {
        start().close();
        List<Object> heard = List.copyOf(Observer.HEARD);
        assertEquals(3, heard.size(), heard.toString());
        RecoveryFinished ofDefault = (RecoveryFinished) heard.get(0);
        assertEquals("default", ofDefault.journal());
        assertTrue(ofDefault.report().created());
        assertEquals("audit", ((RecoveryFinished) heard.get(1)).journal());
        assertEquals("application started", heard.get(2));
        assertEquals(
                List.of("audit"),
                AuditObserver.HEARD.stream().map(Object::toString).toList());
    }

    @Test
    void recoveryFinished_hasTheReportOfThisOpening() {
        BranchId branch = new BranchId(4711, bytes("global"), bytes("branch"));
        try (TestContainer container = start()) {
            Transactions.of(container.journal()).begin(branch).add("orders", bytes("one"));
            Transactions.of(container.journal()).prepare(branch);
        }
        Observer.HEARD.clear();
        try (TestContainer container = start()) {
            RecoveryFinished event = (RecoveryFinished) Observer.HEARD.peek();
            assertEquals(branch, event.report().inDoubt().get(0).id());
            assertEquals(container.journal().recoveryReport(), event.report());
        }
    }

    @Test
    void observerOfRecoveryFinished_usesTheJournal_andFailsTheDeploymentIfItThrows() {
        IllegalStateException e = assertThrows(
                IllegalStateException.class,
                () -> TestContainer.start(configuration(), Refusing.class).close());
        assertEquals("refused after an append", e.getMessage());
        try (Journal journal = Journal.open(root.resolve("default"))) {
            assertEquals(1, journal.nextId("refusals"));
        }
    }

    @Test
    void journalFailed_isFiredWithItsCauseWithoutFurtherCalls() throws Exception {
        try (TestContainer container = start()) {
            Observer.HEARD.clear();
            takeLogAway();
            assertThrows(JournalFailedException.class, () -> {
                for (int i = 0; i < 10_000; i++) {
                    audit(container).append("logins", new byte[1000]);
                }
            });
            JournalFailed event = (JournalFailed) Observer.HEARD.poll(10, TimeUnit.SECONDS);
            assertEquals("audit", event.journal());
            assertSame(audit(container).stats().failure().orElseThrow(), event.cause());
            assertNull(Observer.HEARD.poll(100, TimeUnit.MILLISECONDS), "fired once");
            assertEquals(0, container.journal().append("orders", bytes("the other journal works")));
            assertEquals(0, audit(container).firstId("logins"), "reads go on");
        }
    }

    @Test
    void failureOfAJournal_isLoggedOnce() {
        List<String> lines = Warnings.during("io.ironjournal", () -> {
            try (TestContainer container = start()) {
                Observer.HEARD.clear();
                takeLogAway();
                assertThrows(JournalFailedException.class, () -> {
                    for (int i = 0; i < 10_000; i++) {
                        audit(container).append("logins", new byte[1000]);
                    }
                });
                // Whoever logs a failure has done so before the application hears of it.
                assertInstanceOf(JournalFailed.class, Observer.HEARD.poll(30, TimeUnit.SECONDS));
                Map<String, JournalHealth> health =
                        container.bean(ManagedJournals.class).health();
                assertTrue(health.get("default").isReady());
                assertFalse(health.get("audit").isLive());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        List<String> failures =
                lines.stream().filter(line -> line.contains("failed")).toList();
        assertEquals(1, failures.size(), lines::toString);
        assertTrue(failures.get(0).contains(root.resolve("audit").toString()), failures.get(0));
    }

    /**
     * Makes the commit log of the journal "audit" fail when it needs a new file. One rename does it: the journal
     * prepares its next file meanwhile, so a list of the files would be out of date.
     */
    private void takeLogAway() throws IOException {
        Files.move(root.resolve("audit").resolve("log"), root.resolve("audit").resolve("away"));
    }

    @Test
    void inDoubtTooLong_branchesWithoutDecision_isFired() throws Exception {
        BranchId branch = new BranchId(4711, bytes("global"), bytes("branch"));
        try (TestContainer container = start()) {
            Transactions.of(audit(container)).begin(branch).add("logins", bytes("one"));
            Transactions.of(audit(container)).prepare(branch);
            Observer.HEARD.clear();
            OldBranches.lookAsIf(audit(container), Duration.ofMinutes(4));
            assertNull(Observer.HEARD.poll(100, TimeUnit.MILLISECONDS));
            OldBranches.lookAsIf(audit(container), Duration.ofMinutes(6));
            InDoubtTooLong event = (InDoubtTooLong) Observer.HEARD.poll(10, TimeUnit.SECONDS);
            assertEquals("audit", event.journal());
            assertEquals(branch, event.branches().get(0).id());
            Transactions.of(audit(container)).rollback(branch);
        }
    }

    @ApplicationScoped
    static class Observer {

        static final BlockingQueue<Object> HEARD = new LinkedBlockingQueue<>();

        void recovered(@Observes RecoveryFinished event) {
            HEARD.add(event);
        }

        void failed(@Observes JournalFailed event) {
            HEARD.add(event);
        }

        void inDoubt(@Observes InDoubtTooLong event) {
            HEARD.add(event);
        }

        void started(@Observes Startup event) {
            HEARD.add("application started");
        }
    }

    @ApplicationScoped
    static class AuditObserver {

        static final BlockingQueue<Object> HEARD = new LinkedBlockingQueue<>();

        void recovered(@Observes @JournalName("audit") RecoveryFinished event) {
            HEARD.add(event.journal());
        }
    }

    @Dependent
    static class Refusing {

        @Inject
        Journal journal;

        void recovered(@Observes @JournalName(JournalName.DEFAULT) RecoveryFinished event) {
            journal.append("refusals", bytes("one"));
            throw new IllegalStateException("refused after an append");
        }
    }
}
