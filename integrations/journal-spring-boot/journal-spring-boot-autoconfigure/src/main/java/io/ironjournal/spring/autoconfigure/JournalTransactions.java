package io.ironjournal.spring.autoconfigure;

import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;

/**
 * The transactions that the application's journals join.
 *
 * @param manager the transaction manager
 * @param registry the registry that belongs to it
 * @param integration how to enlist and recover journals; empty where {@code journal-jta} looks for it
 * @param kind whose transactions these are
 */
record JournalTransactions(
        TransactionManager manager,
        TransactionSynchronizationRegistry registry,
        Optional<JournalTransactionIntegration> integration,
        Kind kind) {

    enum Kind {
        /** Of a transaction manager that has other resources too. */
        JTA,
        /** With one journal and nothing else. */
        JOURNAL_ONLY
    }

    static JournalTransactions of(JournalTransactionIntegration integration, Kind kind) {
        return new JournalTransactions(
                integration.getTransactionManager(),
                integration.getTransactionSynchronizationRegistry(),
                Optional.of(integration),
                kind);
    }

    boolean isJta() {
        return kind == Kind.JTA;
    }

    TransactionalJournal joinedBy(Journal core) {
        return integration
                .map(found -> TransactionalJournal.of(core, found))
                .orElseGet(() -> TransactionalJournal.of(core, manager, registry));
    }

    TransactionalShardedJournal joinedBy(ShardedJournal shards) {
        return integration
                .map(found -> TransactionalShardedJournal.of(shards, found))
                .orElseGet(() -> TransactionalShardedJournal.of(shards, manager, registry));
    }

    JournalRecovery register(Journal core) {
        return integration
                .map(found -> JournalRecovery.register(core, found))
                .orElseGet(() -> JournalRecovery.register(core));
    }

    Runnable keepLogIn(Journal core) {
        return integration.orElseGet(JournalTransactionIntegration::require).keepLogIn(core);
    }

    void keepLogOutOf(Journal core) {
        integration.or(JournalTransactionIntegration::find).ifPresent(found -> found.keepLogOutOf(core));
    }
}
