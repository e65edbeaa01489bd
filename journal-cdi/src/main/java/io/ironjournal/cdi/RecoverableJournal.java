package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;

/** A journal between opening and closing, recoverable all the time, with what its writers need. */
final class RecoverableJournal implements AutoCloseable {

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

    TransactionalJournal journal() {
        return journal;
    }

    TransactionSynchronizationRegistry registry() {
        return registry;
    }

    /**
     * First nobody recovers from the journal any more, then it refuses new writes, finishes those under way and closes.
     * Branches in doubt stay so, to be recovered when it is open again.
     */
    @Override
    public void close() {
        try {
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
