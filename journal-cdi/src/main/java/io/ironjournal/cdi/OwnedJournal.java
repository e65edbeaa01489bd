package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.config.RecoveryPolicy;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.text.Printable;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A journal that this module opens and closes. While it is open it is registered for recovery, unless a key disables that. */
final class OwnedJournal implements ManagedJournal {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.cdi");
    private static final Duration BRANCH_TIMEOUT = Duration.ofSeconds(10);

    private final Path root;
    private final Journal core;
    private final JournalRecovery recovery;
    private final Runnable releaseLog;
    private final TransactionalJournal journal;
    private final @Nullable ShardedJournal sharded;
    private final TransactionSynchronizationRegistry registry;

    private OwnedJournal(
            Path root,
            Journal core,
            @Nullable ShardedJournal shards,
            Roles roles,
            TransactionManager manager,
            TransactionSynchronizationRegistry registry,
            JournalEvents events) {
        this.root = root;
        this.core = core;
        this.registry = registry;
        if (shards == null) {
            this.sharded = null;
            this.journal = TransactionalJournal.of(core, manager, registry);
        } else {
            TransactionalShardedJournal transactional = TransactionalShardedJournal.of(shards, manager, registry);
            this.sharded = transactional;
            this.journal = transactional.journal();
        }
        core.failed().thenAccept(events::failed);
        // First, because recovery may begin to scan then.
        this.releaseLog = keepLog(core, roles);
        this.recovery = register(core, roles.recovery, releaseLog);
        recovery.whenInDoubtTooLong(events::inDoubtTooLong);
    }

    /**
     * What a journal is to the transaction manager.
     *
     * @param recovery whether the transaction manager must be able to recover it
     * @param transactionLog whether the transaction manager keeps its log in it
     */
    record Roles(RecoveryPolicy recovery, boolean transactionLog) {}

    /** Returns what ends the use of the journal as the transaction manager's log. */
    private static Runnable keepLog(Journal core, Roles roles) {
        if (roles.transactionLog) {
            return JournalTransactionIntegration.require().keepLogIn(core);
        }
        if (roles.recovery != RecoveryPolicy.NONE) {
            JournalTransactionIntegration.find().ifPresent(integration -> integration.keepLogOutOf(core));
        }
        return () -> {};
    }

    private static JournalRecovery register(Journal core, RecoveryPolicy policy, Runnable undo) {
        try {
            return policy == RecoveryPolicy.NONE ? JournalRecovery.byOperator(core) : JournalRecovery.register(core);
        } catch (RuntimeException | Error e) {
            undo.run();
            throw e;
        }
    }

    static OwnedJournal open(
            JournalOptions options,
            OptionalInt shardCount,
            Roles roles,
            ContainerTransactions transactions,
            JournalEvents events) {
        // Before the journal is opened, so that nothing has to be closed if this fails.
        TransactionManager manager = transactions.manager();
        TransactionSynchronizationRegistry registry = transactions.registry();
        ShardedJournal shards = shardCount.isPresent() ? ShardedJournal.open(options, shardCount.getAsInt()) : null;
        Journal core = shards == null ? Journal.open(options) : shards.journal();
        try {
            return new OwnedJournal(options.root(), core, shards, roles, manager, registry, events);
        } catch (RuntimeException | Error e) {
            closeAfter(e, core);
            throw e;
        }
    }

    private static void closeAfter(Throwable failure, Journal core) {
        try {
            core.close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public TransactionalJournal journal() {
        return journal;
    }

    @Override
    public Optional<ShardedJournal> sharded() {
        return Optional.ofNullable(sharded);
    }

    @Override
    public TransactionSynchronizationRegistry registry() {
        return registry;
    }

    @Override
    public void announce(JournalEvents events) {
        events.recovered(core.recoveryReport());
    }

    /**
     * Waits for active transactions, unregisters the journal from recovery, and closes it. Branches in doubt stay in
     * doubt until the journal is opened again.
     */
    @Override
    public void close() {
        try {
            // After a failure, branches wait until the journal is opened again.
            if (core.stats().failure().isEmpty() && !recovery.awaitBranches(BRANCH_TIMEOUT)) {
                LOGGER.log(
                        Level.WARNING,
                        "The journal in {0} closes while transactions that use it are active. They roll back",
                        Printable.path(root));
            }
            recovery.close();
        } finally {
            try {
                releaseLog.run();
            } finally {
                core.close();
            }
        }
    }

    @Override
    public String toString() {
        return Printable.path(root);
    }
}
