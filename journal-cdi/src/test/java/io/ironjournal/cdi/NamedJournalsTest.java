package io.ironjournal.cdi;

import static io.ironjournal.cdi.TestContainer.bytes;
import static io.ironjournal.cdi.TestContainer.entries;
import static io.ironjournal.cdi.TestContainer.inTransaction;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalLockedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalWriter;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.ShardWriter;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jboss.weld.environment.se.Weld;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedJournalsTest {

    @TempDir
    Path root;

    private Map<String, String> auditAndLedger() {
        return Map.of(
                "journal.dir", directory("default"),
                "journal.names", "audit, ledger",
                "journal.audit.dir", directory("audit"),
                "journal.ledger.dir", directory("ledger"));
    }

    private String directory(String name) {
        return root.resolve(name).toString();
    }

    @Test
    void namedJournal_askedForInARole_isThatJournal() {
        try (TestContainer container = TestContainer.start(auditAndLedger(), Bank.class)) {
            container
                    .weld()
                    .select(JournalWriter.class, JournalName.Literal.of("audit"))
                    .get()
                    .append("logins", bytes("one"));
            assertEquals(List.of("one"), entries(container.bean(Bank.class).audit(), "logins"));
            assertTrue(container
                    .weld()
                    .select(ShardWriter.class, JournalName.Literal.of("audit"))
                    .isResolvable());
        }
    }

    @Test
    void namedJournals_inOneTransaction_commitAndRollBackTogether() {
        try (TestContainer container = TestContainer.start(auditAndLedger(), Bank.class)) {
            Bank bank = container.bean(Bank.class);
            bank.transfer("one");
            assertThrows(IllegalStateException.class, () -> bank.fail("two"));
            bank.audit().append("starts", bytes("outside of transactions"));
            assertEquals(List.of("one"), entries(bank.journal(), "transfers"));
            assertEquals(List.of("one"), entries(bank.audit(), "transfers"));
            assertEquals(List.of("one"), entries(bank.ledger(), "transfers"));
            assertEquals(List.of("starts", "transfers"), bank.audit().streams());
        }
        for (String name : List.of("default", "audit", "ledger")) {
            try (Journal journal = Journal.open(root.resolve(name))) {
                assertEquals(List.of("one"), entries(journal, "transfers"));
                assertEquals(List.of(), Transactions.of(journal).inDoubt());
            }
        }
    }

    @Test
    void namedJournals_openAtStartup_areRegisteredForRecovery_andCloseInReverseOrder() {
        RecordingIntegration.during(() -> {
            TestContainer container = TestContainer.start(auditAndLedger());
            for (String name : List.of("default", "audit", "ledger")) {
                assertThrows(JournalLockedException.class, () -> Journal.open(root.resolve(name)));
            }
            container.close();
        });
        assertEquals(
                List.of(
                        "registered with an open journal",
                        "registered with an open journal",
                        "registered with an open journal",
                        "unregistered from an open journal",
                        "unregistered from an open journal",
                        "unregistered from an open journal"),
                RecordingIntegration.events());
        for (String name : List.of("default", "audit", "ledger")) {
            Journal.open(root.resolve(name)).close();
        }
    }

    @Test
    void defaultJournal_selectedByItsName_isFound() throws Exception {
        try (TestContainer container = TestContainer.start(auditAndLedger())) {
            TxnWriter writer = container
                    .weld()
                    .select(
                            TxnWriter.class,
                            JournalName.Literal.of(JournalName.DEFAULT),
                            JournalStream.Literal.of("orders"))
                    .get();
            inTransaction(() -> writer.add(bytes("one")));
            assertEquals(List.of("one"), container.entries("orders"));
        }
    }

    @Test
    void defaultJournal_notConfiguredAndNotInjected_isNotNeeded() {
        Map<String, String> audit = Map.of("journal.names", "audit", "journal.audit.dir", directory("audit"));
        try (TestContainer container = TestContainer.start(audit, Auditor.class)) {
            container.bean(Auditor.class).note("one");
            assertEquals(
                    List.of("one"),
                    entries(
                            container
                                    .weld()
                                    .select(Journal.class, JournalName.Literal.of("audit"))
                                    .get(),
                            "logins"));
        }
        DeploymentException e = assertThrows(
                DeploymentException.class, () -> TestContainer.start(audit, Orders.class, Orders.Attempts.class));
        assertTrue(e.getMessage().contains("set journal.dir to a directory"), e.getMessage());
    }

    @Test
    void producedOptions_ofANamedJournal_overrideItsConfiguration() {
        Produced.directory = root.resolve("produced");
        try (TestContainer container = TestContainer.start(auditAndLedger(), Produced.class, Bank.class)) {
            container.bean(Bank.class).transfer("one");
        }
        try (Journal journal = Journal.open(root.resolve("produced"))) {
            assertEquals(List.of("one"), entries(journal, "transfers"));
        }
        try (Journal journal = Journal.open(root.resolve("default"))) {
            assertEquals(List.of("one"), entries(journal, "transfers"), "the options of another do not count");
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                MistypedField.class,
                MistypedConstructor.class,
                MistypedMethod.class,
                MistypedWriter.class,
                MistypedInstance.class,
                MistypedObserver.class,
                MistypedEvent.class,
                MistypedOptions.class,
            })
    void name_mistyped_failsTheDeploymentWithTheDeclaredNames(Class<?> mistyped) {
        DeploymentException e =
                assertThrows(DeploymentException.class, () -> TestContainer.start(auditAndLedger(), mistyped));
        assertTrue(e.getMessage().contains("uses the journal \"audti\", but there is no journal"), e.getMessage());
        assertTrue(e.getMessage().contains(mistyped.getName()), e.getMessage());
        assertTrue(e.getMessage().contains("journal.names declares audit, ledger"), e.getMessage());
    }

    @Test
    void name_withoutAnyDeclaration_failsTheDeploymentWithTheKey() {
        DeploymentException e =
                assertThrows(DeploymentException.class, () -> TestContainer.start(root, MistypedField.class));
        assertTrue(e.getMessage().contains("journal.names is not set"), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "Audit, unlike Audit",
        "2nd, unlike 2nd",
        "'audit,au_dit', unlike au_dit",
        "'audit,default', the default journal always exists and must not be declared",
        "'audit,ledger,audit', audit occurs twice"
    })
    void names_notValid_failTheDeploymentWithTheReason(String names, String reason) {
        Map<String, String> values = Map.of("journal.dir", directory("default"), "journal.names", names);
        DeploymentException e = assertThrows(DeploymentException.class, () -> TestContainer.start(values));
        assertTrue(e.getMessage().contains("journal.names cannot be \"" + names + "\""), e.getMessage());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void namedJournal_withoutDirectory_failsTheDeploymentWithTheKey() {
        Map<String, String> values = Map.of("journal.dir", directory("default"), "journal.names", "audit");
        DeploymentException e = assertThrows(DeploymentException.class, () -> TestContainer.start(values));
        assertTrue(e.getMessage().contains("set journal.audit.dir to a directory"), e.getMessage());
        assertTrue(e.getMessage().contains("@JournalName(\"audit\")"), e.getMessage());
        Journal.open(root.resolve("default")).close();
    }

    @Test
    void twoJournals_onOneDirectory_failTheDeploymentAndTheFirstIsClosed() {
        Map<String, String> values = Map.of(
                "journal.dir", directory("same"), "journal.names", "audit", "journal.audit.dir", directory("same"));
        DeploymentException e = assertThrows(DeploymentException.class, () -> TestContainer.start(values));
        assertTrue(e.getMessage().contains("\"audit\" in " + directory("same")), e.getMessage());
        Journal.open(root.resolve("same")).close();
    }

    @Test
    void withoutTheExtension_defaultJournalIsInjected() {
        Weld weld = new Weld()
                .disableDiscovery()
                .addBeanClasses(ContainerTransactions.class, JournalProducers.class, Plain.class);
        System.setProperty("journal.dir", directory("default"));
        try (TestContainer container = TestContainer.start(weld)) {
            container.bean(Plain.class).journal.append("orders", bytes("one"));
            assertEquals(List.of("one"), entries(container.bean(Plain.class).journal, "orders"));
        } finally {
            System.clearProperty("journal.dir");
        }
    }

    @Test
    void discoverySwitchedOff_packageOfTheJournalAdded_hasNamedJournals() {
        Map<String, String> values = Map.of("journal.names", "audit", "journal.audit.dir", directory("audit"));
        values.forEach(System::setProperty);
        try (SeContainer container = SeContainerInitializer.newInstance()
                .disableDiscovery()
                .addPackages(JournalName.class)
                .addBeanClasses(OnlyAudit.class)
                .initialize()) {
            Journal audit = container.select(OnlyAudit.class).get().journal;
            audit.append("logins", bytes("one"));
            assertEquals(List.of("one"), entries(audit, "logins"));
        } finally {
            values.keySet().forEach(System::clearProperty);
        }
    }

    @Dependent
    static class OnlyAudit {
        @Inject
        @JournalName("audit")
        Journal journal;
    }

    @Dependent
    static class Plain {
        @Inject
        Journal journal;
    }

    @ApplicationScoped
    static class Bank {

        @Inject
        Journal journal;

        @Inject
        @JournalName("audit")
        Journal audit;

        @Inject
        @JournalName("ledger")
        Journal ledger;

        @Inject
        @JournalStream("transfers")
        TxnWriter transfers;

        @Inject
        @JournalName("audit")
        @JournalStream("transfers")
        TxnWriter audited;

        @Inject
        @JournalStream("transfers")
        @JournalName("ledger")
        TxnWriter booked;

        Journal journal() {
            return journal;
        }

        Journal audit() {
            return audit;
        }

        Journal ledger() {
            return ledger;
        }

        @Transactional
        public void transfer(String what) {
            transfers.add(bytes(what));
            audited.add(bytes(what));
            booked.add(bytes(what));
        }

        @Transactional
        public void fail(String what) {
            transfer(what);
            throw new IllegalStateException("as the test wants it");
        }
    }

    @ApplicationScoped
    static class Auditor {

        @Inject
        @JournalName("audit")
        @JournalStream("logins")
        TxnWriter logins;

        @Transactional
        public void note(String what) {
            logins.add(bytes(what));
        }
    }

    @Dependent
    static class Produced {

        private static Path directory;

        @Produces
        @JournalName("audit")
        static JournalOptions audit() {
            return JournalOptions.builder(directory).build();
        }
    }

    @Dependent
    static class MistypedField {
        @Inject
        @JournalName("audti")
        Journal journal;
    }

    @Dependent
    static class MistypedConstructor {
        @Inject
        MistypedConstructor(@JournalName("audti") Journal journal) {
            journal.sync();
        }
    }

    @Dependent
    static class MistypedMethod {
        @Inject
        void initialise(@JournalName("audti") Journal journal) {
            journal.sync();
        }
    }

    @Dependent
    static class MistypedWriter {
        @Inject
        @JournalName("audti")
        @JournalStream("logins")
        TxnWriter writer;
    }

    @Dependent
    static class MistypedInstance {
        @Inject
        @JournalName("audti")
        Instance<Journal> journal;
    }

    @Dependent
    static class MistypedObserver {
        void start(@Observes Startup startup, @JournalName("audti") Journal journal) {}
    }

    @Dependent
    static class MistypedEvent {
        void failed(@Observes @JournalName("audti") JournalFailed event) {}
    }

    @Dependent
    static class MistypedOptions {
        @Produces
        @JournalName("audti")
        JournalOptions options() {
            return JournalOptions.builder(Path.of("nowhere")).build();
        }
    }
}
