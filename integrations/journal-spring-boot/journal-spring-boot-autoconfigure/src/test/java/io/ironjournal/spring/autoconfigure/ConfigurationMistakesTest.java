package io.ironjournal.spring.autoconfigure;

import static io.ironjournal.spring.autoconfigure.JournalContexts.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironjournal.Journal;
import io.ironjournal.config.KeySpelling;
import io.ironjournal.config.UnknownKeys;
import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.RecoveryUnavailableException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spring.transaction.JournalTransactionManager;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** What users read when their configuration is wrong. */
class ConfigurationMistakesTest {

    @TempDir
    Path directory;

    private static String report(AssertableApplicationContext context) {
        FailureAnalysis analysis = new JournalFailureAnalyzer().analyze(context.getStartupFailure());
        assertThat(analysis).isNotNull();
        return analysis.getDescription();
    }

    @Test
    void directory_isMissing_namesTheKey() {
        JournalContexts.jta()
                .run(
                        context -> assertThat(report(context))
                                .isEqualTo(
                                        "The journal \"default\" has no directory: set journal.dir to a directory, in application.properties"));
    }

    @Test
    void value_cannotBe_namesKeyAndValue() {
        JournalContexts.jta()
                .withPropertyValues("journal.dir=" + directory, "journal.sync-mode=never")
                .run(
                        context -> assertThat(report(context))
                                .isEqualTo(
                                        "journal.sync-mode cannot be \"never\": it must be one of [STRICT, BATCH_ONLY, ASYNC]"));
    }

    @Test
    void directory_isLocked_namesTheJournal() {
        try (Journal other = Journal.open(directory)) {
            assertThat(read(other, "x")).isEmpty();
            JournalContexts.jta()
                    .withPropertyValues("journal.dir=" + directory)
                    .run(context -> assertThat(report(context))
                            .startsWith("The journal \"default\" in ")
                            .contains("cannot be opened"));
        }
    }

    @Test
    void recovery_isUnavailable_contextFails_unlessItIsNotWanted() {
        ApplicationContextRunner runner = JournalContexts.plain()
                .withBean(JournalTransactionIntegration.class, NoRecovery::new)
                .withPropertyValues("journal.dir=" + directory);
        runner.run(context -> assertThat(report(context))
                .startsWith("The journal \"default\" in ")
                .endsWith("could not be recovered: there is no recovery here To do without recovery, set"
                        + " journal.recovery=none."));
        runner.withPropertyValues("journal.recovery=none")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(Journal.class));
    }

    private static final class NoRecovery implements JournalTransactionIntegration {

        private final JournalTransactionIntegration managed = new JournalTransactionManager().integration();

        @Override
        public TransactionManager getTransactionManager() {
            return managed.getTransactionManager();
        }

        @Override
        public TransactionSynchronizationRegistry getTransactionSynchronizationRegistry() {
            return managed.getTransactionSynchronizationRegistry();
        }

        @Override
        public boolean enlist(Transaction transaction, JournalRecoveryHandle journal)
                throws RollbackException, SystemException {
            return managed.enlist(transaction, journal);
        }

        @Override
        public void registerRecovery(JournalRecoveryHandle journal) {
            throw new RecoveryUnavailableException("there is no recovery here");
        }

        @Override
        public void unregisterRecovery(JournalRecoveryHandle journal) {}
    }

    @Test
    void recoveryRequired_withoutJta_contextFails() {
        JournalContexts.plain()
                .withPropertyValues("journal.dir=" + directory, "journal.recovery=required")
                .run(context -> assertThat(report(context))
                        .startsWith(
                                "journal.recovery is required, but the application has no JTA transaction manager"));
    }

    @Test
    void transactionLog_withoutJta_contextFails() {
        JournalContexts.plain()
                .withPropertyValues("journal.dir=" + directory, "journal.transaction-log=true")
                .run(context -> assertThat(report(context))
                        .startsWith(
                                "journal.transaction-log is true, but the application has no JTA transaction manager"));
    }

    @Test
    void transactionLog_withAnotherTransactionManager_contextFails_andClosesTheJournal() {
        JournalContexts.plain()
                .withBean(JournalTransactionIntegration.class, NoRecovery::new)
                .withPropertyValues("journal.dir=" + directory, "journal.transaction-log=true")
                .run(context -> assertThat(report(context))
                        .startsWith("journal.transaction-log is true, but the journal \"default\" in ")
                        .endsWith("Remove the key transaction-log"));
        Journal.open(directory).close();
    }

    @Test
    void journalWithDecisions_withoutTheKey_contextFails() {
        try (Journal journal = Journal.open(directory)) {
            Transactions.of(journal).states().put("/StateManager/AtomicAction/0:1:2:3:4", new byte[1]);
        }
        JournalContexts.jta()
                .withPropertyValues("journal.dir=" + directory)
                .run(context -> assertThat(report(context))
                        .startsWith("The journal \"default\" cannot be used: ")
                        .contains("Set the key transaction-log to true"));
        Journal.open(directory).close();
    }

    @Test
    void transactionLog_ofAJournalThatIsNotOpened_namesTheKey() {
        JournalContexts.jta()
                .withPropertyValues(
                        "journal.names=audit", "journal.audit.dir=" + directory, "journal.transaction-log=true")
                .run(context -> assertThat(report(context)).startsWith("journal.transaction-log has no effect"));
    }

    @Test
    void transactionLog_ofTwoJournals_namesBoth() {
        JournalContexts.jta()
                .withPropertyValues(
                        "journal.names=audit",
                        "journal.dir=" + directory.resolve("default"),
                        "journal.audit.dir=" + directory.resolve("audit"),
                        "journal.transaction-log=true",
                        "journal.audit.transaction-log=true")
                .run(context -> assertThat(report(context))
                        .startsWith("journal.transaction-log and journal.audit.transaction-log are both true"));
    }

    @Test
    void keys_relaxedSpellings_areKnown_andMisspeltOnesAreNot() {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource(
                        "test",
                        Map.of(
                                "journal.names[0]", "audit",
                                "journal.audit.syncMode", "async",
                                "journal.max_segment_size", "1MiB",
                                "journal.sync-mod", "async")));
        EnvironmentValues values = new EnvironmentValues(environment);
        assertThat(values.find("journal.names")).contains("audit");
        assertThat(values.find("journal.audit.sync-mode")).contains("async");
        assertThat(values.keys()).contains("journal.audit.sync-mode", "journal.max-segment-size", "journal.names");
        assertThat(UnknownKeys.among(values.keys(), List.of("audit"), KeySpelling.JOURNAL))
                .containsExactly("The key journal.sync-mod has no effect: did you mean journal.sync-mode?");
    }
}
