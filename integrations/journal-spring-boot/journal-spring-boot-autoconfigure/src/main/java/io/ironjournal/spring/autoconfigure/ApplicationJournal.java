package io.ironjournal.spring.autoconfigure;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.config.RecoveryPolicy;
import io.ironjournal.jta.InDoubtBranches;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.RecoveryUnavailableException;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.text.Printable;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A journal of the application: opened, then registered for recovery, and closed in the opposite order. */
final class ApplicationJournal implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.spring");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Path root;
    private final JournalSettings settings;
    private final JournalTransactions transactions;
    private final JournalEvents events;
    private final Journal core;
    private final TransactionalJournal journal;
    private final @Nullable TransactionalShardedJournal sharded;
    private final InDoubtBranches branches;
    private final Runnable releaseLog;
    private @Nullable JournalRecovery recovery;

    private ApplicationJournal(
            String name,
            JournalOptions options,
            JournalSettings settings,
            JournalTransactions transactions,
            JournalEvents events,
            Journal core,
            @Nullable ShardedJournal shards) {
        this.name = name;
        this.root = options.root();
        this.settings = settings;
        this.transactions = transactions;
        this.events = events;
        this.core = core;
        this.sharded = shards == null ? null : transactions.joinedBy(shards);
        this.journal = sharded == null ? transactions.joinedBy(core) : sharded.journal();
        this.branches = new InDoubtBranches(core);
        core.failed().thenAccept(events::failed);
        this.releaseLog = settings.transactionLog() ? keepLog() : keepNoLog();
    }

    /** Recovery starts later, so that it finds the log. */
    private Runnable keepLog() {
        String key = settings.key(JournalKeys.TRANSACTION_LOG);
        if (!transactions.isJta()) {
            throw new JournalStartException(
                    key + " is true, but the application has no JTA transaction manager: add"
                            + " dev.snowdrop:narayana-spring-boot-starter, or remove the key",
                    null);
        }
        try {
            return transactions.keepLogIn(core);
        } catch (JournalException e) {
            throw new JournalStartException(
                    key + " is true, but the journal \"" + name + "\" in " + Printable.path(root)
                            + " cannot have the log: " + e.getMessage(),
                    e);
        }
    }

    private Runnable keepNoLog() {
        if (transactions.isJta() && settings.recovery() != RecoveryPolicy.NONE) {
            try {
                transactions.keepLogOutOf(core);
            } catch (JournalException e) {
                throw new JournalStartException("The journal \"" + name + "\" cannot be used: " + e.getMessage(), e);
            }
        }
        return () -> {};
    }

    static ApplicationJournal open(
            String name,
            JournalOptions options,
            JournalSettings settings,
            JournalTransactions transactions,
            JournalEvents events) {
        OptionalInt count = settings.shards();
        ShardedJournal shards;
        Journal core;
        try {
            shards = count.isPresent() ? ShardedJournal.open(options, count.getAsInt()) : null;
            core = shards == null ? Journal.open(options) : shards.journal();
        } catch (JournalException e) {
            throw new JournalStartException(
                    "The journal \"" + name + "\" in " + Printable.path(options.root()) + " cannot be opened: "
                            + e.getMessage(),
                    e);
        }
        try {
            return new ApplicationJournal(name, options, settings, transactions, events, core, shards);
        } catch (RuntimeException | Error e) {
            core.close();
            throw e;
        }
    }

    String name() {
        return name;
    }

    Path root() {
        return root;
    }

    JournalTransactions transactions() {
        return transactions;
    }

    TransactionalJournal journal() {
        return journal;
    }

    Optional<TransactionalShardedJournal> sharded() {
        return Optional.ofNullable(sharded);
    }

    InDoubtBranches branches() {
        return branches;
    }

    /** Lets the transaction manager recover the journal; its recovery must run by now. */
    void register() {
        JournalRecovery registered = transactions.isJta() ? withManager() : withoutManager();
        registered.whenInDoubtTooLong(events::inDoubtTooLong);
        recovery = registered;
    }

    private JournalRecovery withManager() {
        if (settings.recovery() == RecoveryPolicy.NONE) {
            return JournalRecovery.byOperator(core);
        }
        try {
            return transactions.register(core);
        } catch (RecoveryUnavailableException e) {
            throw new JournalStartException(
                    "The journal \"" + name + "\" in " + Printable.path(root) + " could not be recovered: "
                            + e.getMessage() + " To do without recovery, set " + settings.key(JournalKeys.RECOVERY)
                            + "=none.",
                    e);
        }
    }

    private JournalRecovery withoutManager() {
        if (settings.isSet(JournalKeys.RECOVERY) && settings.recovery() == RecoveryPolicy.REQUIRED) {
            throw new JournalStartException(
                    settings.key(JournalKeys.RECOVERY)
                            + " is required, but the application has no JTA transaction manager:"
                            + " add dev.snowdrop:narayana-spring-boot-starter, or remove the key",
                    null);
        }
        int inDoubt = core.stats().inDoubt();
        if (inDoubt > 0) {
            LOGGER.log(
                    Level.WARNING,
                    "The journal \"{0}\" has {1} branches in doubt, and the application has no JTA transaction manager to decide"
                            + " them: start it with the one that began them, or decide by hand with InDoubtBranches",
                    name,
                    inDoubt);
        }
        return transactions.register(core);
    }

    void announce() {
        events.recovered(core.recoveryReport());
    }

    /** Waits for active transactions. Afterwards recovery does not use the journal, so that it can be closed. */
    void unregister() {
        JournalRecovery registered = recovery;
        if (registered == null) {
            return;
        }
        // In a journal that failed, branches wait for its next opening.
        if (core.stats().failure().isEmpty() && !registered.awaitBranches(PATIENCE)) {
            LOGGER.log(
                    Level.WARNING,
                    "The journal in {0} closes while transactions that use it are active. They roll back",
                    Printable.path(root));
        }
        registered.close();
        recovery = null;
    }

    @Override
    public void close() {
        try {
            unregister();
        } finally {
            try {
                releaseLog.run();
            } finally {
                journal.close();
            }
        }
    }

    @Override
    public String toString() {
        return name + " in " + Printable.path(root);
    }
}
