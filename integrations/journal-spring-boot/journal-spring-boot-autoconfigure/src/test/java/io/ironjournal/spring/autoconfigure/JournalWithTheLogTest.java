package io.ironjournal.spring.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.spring.transaction.JournalTransactionManager;
import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a journal gets the transaction manager's log, and when it loses it. Narayana's own is in the tests of the sample. */
class JournalWithTheLogTest {

    @TempDir
    Path directory;

    private final List<String> events = new ArrayList<>();

    private Path plain() {
        return directory.resolve("plain");
    }

    @Test
    void journalWithTheLog_isOpenedFirst_andClosedLast() {
        JournalContexts.plain()
                .withBean(JournalTransactionIntegration.class, Manager::new)
                .withPropertyValues(
                        "journal.names=audit",
                        "journal.dir=" + plain(),
                        "journal.audit.dir=" + directory.resolve("audit"),
                        "journal.audit.transaction-log=true")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(events)
                .containsExactly(
                        "log in audit, the other is not open",
                        "registered",
                        "registered",
                        "unregistered",
                        "unregistered",
                        "log released, the other is not open");
        Journal.open(directory.resolve("audit")).close();
    }

    @Test
    void withoutTheKey_noJournalHasTheLog() {
        JournalContexts.plain()
                .withBean(JournalTransactionIntegration.class, Manager::new)
                .withPropertyValues("journal.dir=" + plain(), "journal.transaction-log=false")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(events).containsExactly("registered", "unregistered");
    }

    /** Opens the other journal, which fails if the application has it open. */
    private String otherIsNotOpen() {
        if (Files.exists(plain())) {
            Journal.open(plain()).close();
        }
        return ", the other is not open";
    }

    private final class Manager implements JournalTransactionIntegration {

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
            events.add("registered");
        }

        @Override
        public void unregisterRecovery(JournalRecoveryHandle journal) {
            events.add("unregistered");
        }

        @Override
        public Runnable keepLogIn(Journal journal) {
            String name = journal.toString().contains("audit") ? "audit" : journal.toString();
            events.add("log in " + name + otherIsNotOpen());
            return () -> events.add("log released" + otherIsNotOpen());
        }
    }
}
