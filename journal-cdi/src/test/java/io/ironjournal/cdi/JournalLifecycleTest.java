package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.entries;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalLockedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalLifecycleTest {

    @TempDir
    Path root;

    @Test
    void journal_notInjected_opensAtStartup() {
        TestContainer container = TestContainer.start(root);
        assertThrows(JournalLockedException.class, () -> Journal.open(root));
        container.close();
        Journal.open(root).close();
    }

    @Test
    void journal_fromFirstToLastCallbackOfTheApplication_isUsable() {
        try (TestContainer container = TestContainer.start(root, Diary.class)) {
            container.bean(Diary.class).write("day");
        }
        try (Journal journal = Journal.open(root)) {
            assertEquals(List.of("initialized", "startup", "day", "shutdown", "destroyed"), entries(journal, "diary"));
        }
    }

    @Test
    void recovery_isRegisteredBeforeTheApplicationStarts_andUnregisteredBeforeTheJournalCloses() {
        RecordingIntegration.during(
                () -> TestContainer.start(root, Application.class).close());
        assertEquals(
                List.of(
                        "registered with an open journal",
                        "application started",
                        "application ended",
                        "unregistered from an open journal"),
                RecordingIntegration.events());
    }

    @Test
    void branchesInDoubt_afterShutdown_areInDoubtAgain() {
        BranchId branch = new BranchId(4711, bytes("global"), bytes("branch"));
        try (TestContainer container = TestContainer.start(root)) {
            Transactions transactions = Transactions.of(container.journal());
            transactions.begin(branch).add("orders", bytes("one"));
            transactions.prepare(branch);
        }
        try (TestContainer container = TestContainer.start(root)) {
            assertEquals(
                    branch,
                    Transactions.of(container.journal()).inDoubt().get(0).id());
            Transactions.of(container.journal()).commit(branch);
            assertEquals(List.of("one"), container.entries("orders"));
        }
    }

    @Test
    void journal_cannotBeOpened_failsTheDeploymentWithTheReason() {
        Journal journal = Journal.open(root);
        DeploymentException e = assertThrows(DeploymentException.class, () -> TestContainer.start(root));
        assertInstanceOf(JournalLockedException.class, e.getCause());
        assertTrue(e.getMessage().contains(root.toString()), e.getMessage());
        journal.close();
    }

    @Test
    void secondInstance_onTheSameDirectory_failsTheDeploymentWithTheProcess() {
        try (TestContainer first = TestContainer.start(root)) {
            System.setProperty("journal.dir", root.toString());
            DeploymentException e =
                    assertThrows(DeploymentException.class, () -> TestContainer.start(new Weld("the second instance")));
            assertTrue(e.getMessage().contains("\"default\" in " + root), e.getMessage());
            assertTrue(e.getMessage().contains("" + ProcessHandle.current().pid()), e.getMessage());
            assertEquals(0, first.journal().append("orders", bytes("the first instance still works")));
        } finally {
            System.clearProperty("journal.dir");
        }
    }

    @Test
    void directory_isAFile_failsTheDeploymentWithTheReason() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "not a directory");
        DeploymentException e = assertThrows(DeploymentException.class, () -> TestContainer.start(file));
        assertInstanceOf(JournalException.class, e.getCause());
        assertTrue(e.getMessage().contains("\"default\" in " + file + " cannot be opened: "), e.getMessage());
        assertEquals("not a directory", Files.readString(file));
    }

    @Test
    void value_notValid_failsTheDeploymentWithKeyAndValue() {
        DeploymentException e = assertThrows(
                DeploymentException.class,
                () -> TestContainer.start(Map.of("journal.dir", root.toString(), "journal.sync-mode", "sometimes")));
        assertTrue(e.getMessage().contains("journal.sync-mode cannot be \"sometimes\""), e.getMessage());
        assertTrue(e.getMessage().contains("[STRICT, BATCH_ONLY, ASYNC]"), e.getMessage());
    }

    @Test
    void directory_notSet_failsTheDeploymentWithTheKey() {
        DeploymentException e = assertThrows(DeploymentException.class, () -> TestContainer.start(new Weld()));
        assertTrue(e.getMessage().contains("journal.dir"), e.getMessage());
    }

    @Test
    void producedOptions_overrideTheConfiguration() {
        Options.produced = JournalOptions.builder(root.resolve("produced")).build();
        try (TestContainer container = TestContainer.start(root.resolve("configured"), Options.class)) {
            container.journal().append("orders", bytes("one"));
        }
        try (Journal journal = Journal.open(root.resolve("produced"))) {
            assertEquals(List.of("one"), entries(journal, "orders"));
        }
    }

    @Test
    void strictProxyability_isSufficient() {
        System.setProperty("journal.dir", root.toString());
        try (TestContainer container = TestContainer.start(
                new Weld().property("org.jboss.weld.construction.relaxed", false),
                Orders.class,
                Orders.Attempts.class)) {
            container.bean(Orders.class).place("one");
            assertEquals(List.of("one"), container.entries("orders"));
        } finally {
            System.clearProperty("journal.dir");
        }
    }

    @Dependent
    static class Options {

        private static JournalOptions produced;

        @Produces
        static JournalOptions options() {
            return produced;
        }
    }

    @ApplicationScoped
    static class Application {

        void start(@Observes Startup event) {
            RecordingIntegration.note("application started");
        }

        @PreDestroy
        void end() {
            RecordingIntegration.note("application ended");
        }
    }

    /** Writes in each callback of its lifecycle. */
    @ApplicationScoped
    static class Diary {

        @Inject
        Journal journal;

        @Inject
        @JournalStream("diary")
        TxnWriter diary;

        void initialized(@Observes @Initialized(ApplicationScoped.class) Object event) {
            journal.append("diary", bytes("initialized"));
        }

        @Transactional
        public void startup(@Observes Startup event) {
            diary.add(bytes("startup"));
        }

        @Transactional
        public void write(String text) {
            diary.add(bytes(text));
        }

        void shutdown(@Observes Shutdown event) {
            journal.append("diary", bytes("shutdown"));
        }

        @PreDestroy
        void destroyed() {
            journal.append("diary", bytes("destroyed"));
        }
    }
}
