package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;

/** A journal of ours between opening and closing, recoverable all the time. */
final class RecoverableJournal implements OpenedJournal {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.cdi");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path root;
    private final Journal core;
    private final JournalRecovery recovery;
    private final TransactionalJournal journal;
    private final TransactionSynchronizationRegistry registry;

    private RecoverableJournal(
            Path root,
            Journal core,
            TransactionManager manager,
            TransactionSynchronizationRegistry registry,
            JournalEvents events) {
        this.root = root;
        this.core = core;
        this.registry = registry;
        this.journal = TransactionalJournal.of(core, manager, registry);
        core.failed().thenAccept(events::failed);
        this.recovery = JournalRecovery.register(core);
        recovery.whenInDoubtTooLong(events::inDoubtTooLong);
    }

    static RecoverableJournal open(JournalOptions options, ContainerTransactions transactions, JournalEvents events) {
        // Before there is anything to close.
        TransactionManager manager = transactions.manager();
        TransactionSynchronizationRegistry registry = transactions.registry();
        Journal core = Journal.open(options);
        try {
            return new RecoverableJournal(options.root(), core, manager, registry, events);
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
    public TransactionSynchronizationRegistry registry() {
        return registry;
    }

    @Override
    public void announce(JournalEvents events) {
        events.recovered(core.recoveryReport());
    }

    /**
     * First the transactions in flight end, then nobody recovers from the journal any more, then it refuses new writes,
     * finishes those under way and closes. Branches in doubt stay so, to be recovered when it is open again.
     */
    @Override
    public void close() {
        try {
            // In a journal that failed, branches wait for its next opening.
            if (core.stats().failure().isEmpty() && !recovery.awaitBranches(PATIENCE)) {
                LOGGER.log(
                        Level.WARNING,
                        "The journal in {0} closes although transactions are in flight in it: they roll back",
                        root);
            }
            recovery.close();
        } finally {
            core.close();
        }
    }

    @Override
    public String toString() {
        return root.toString();
    }
}
