package io.ironjournal.jta;

import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.transaction.InDoubtBranch;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Registers a journal for recovery. While the registration is open, the recovery of the transaction manager lists the
 * journal's branches in doubt and decides them, and operators see them by JMX. Close it before the journal. A journal
 * may have several registrations; each is closed separately. They share one MBean, which JMX shows until the last one is
 * closed. Thread-safe.
 *
 * <pre>{@code
 * try (Journal journal = Journal.open(directory);
 *         JournalRecovery recovery = JournalRecovery.register(journal)) {
 *     …
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public final class JournalRecovery implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.jta");

    private static final long LOOK_NANOS = 5_000_000;

    private final XaJournal journal;
    private final JournalRecoveryHandle handle;
    private final @Nullable JournalTransactionIntegration integration;
    private final boolean recovered;
    private final List<Consumer<List<InDoubtBranch>>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    private JournalRecovery(Journal journal, @Nullable JournalTransactionIntegration integration, boolean recovered) {
        if (integration != null) {
            integration.keepLogOutOf(journal);
        }
        this.journal = XaJournals.register(journal);
        this.handle = new JournalRecoveryHandle(this.journal.id());
        this.integration = integration;
        this.recovered = recovered;
        if (recovered) {
            announceBranches(journal.stats().inDoubt());
        }
        if (integration != null) {
            integration.registerRecovery(handle);
        }
        if (recovered) {
            this.journal.watch().recoveryRegistered();
        }
        this.journal.bean().open(new InDoubtBranches(journal));
    }

    /** Says what a restarted application may wait for: other resources keep the rows of these branches locked. */
    private void announceBranches(int inDoubt) {
        if (inDoubt > 0) {
            LOGGER.log(
                    Level.INFO,
                    "{0} has branches in doubt: {1}. Recovery by the transaction manager will commit them or roll them back",
                    journal,
                    inDoubt);
        }
    }

    /**
     * Registers a journal with the recovery of the transaction manager that {@link JournalTransactionIntegration#find}
     * finds.
     *
     * @param journal an open journal
     * @return the registration
     * @throws RecoveryUnavailableException when there is no integration, or its recovery does not run; nothing is registered then
     * @throws IntegrationException when the journal has decisions of the transaction manager, but no longer its log; nothing is
     *     registered then
     * @throws IllegalStateException when another open journal of this process has the same id, as a journal and its
     *     restored backup have
     * @since 0.1.0
     */
    public static JournalRecovery register(Journal journal) {
        return new JournalRecovery(journal, IntegrationLookup.look().required(), true);
    }

    /**
     * Registers a journal without a transaction manager, and logs a warning. Branches that are in doubt after a crash
     * wait for an operator, see {@link InDoubtBranches}. If the journal has the transaction manager's log, recovery still
     * commits those that have a decision. Transactions whose only resource is the journal are never in
     * doubt.
     *
     * @param journal an open journal
     * @return the registration. It shows branches in doubt by JMX and notifies the listeners of {@link
     *     #whenInDoubtTooLong}
     * @throws IllegalStateException when another open journal of this process has the same id, as a journal and its
     *     restored backup have
     * @since 0.1.0
     */
    public static JournalRecovery byOperator(Journal journal) {
        JournalRecovery recovery = new JournalRecovery(journal, null, false);
        LOGGER.log(
                Level.WARNING,
                "{0} is not registered for recovery. Branches that are in doubt after a crash wait for an operator."
                        + " Until then the journal may differ from the other resources of their transactions",
                recovery.journal);
        return recovery;
    }

    /**
     * Registers a journal that a server recovers itself, as servers do with resource adapters.
     *
     * @param journal an open journal
     * @return the registration. It shows branches in doubt by JMX and notifies the listeners of {@link
     *     #whenInDoubtTooLong}
     * @throws IllegalStateException when another open journal of this process has the same id, as a journal and its
     *     restored backup have
     * @since 0.1.0
     */
    public static JournalRecovery byServer(Journal journal) {
        return new JournalRecovery(journal, null, true);
    }

    /**
     * Registers a journal with the recovery of the given transaction manager.
     *
     * @param journal an open journal
     * @param integration the integration with the transaction manager
     * @return the registration
     * @throws RecoveryUnavailableException when its recovery does not run; nothing is registered then
     * @throws IntegrationException when the journal has decisions of the transaction manager, but no longer its log; nothing is
     *     registered then
     * @throws IllegalStateException when another open journal of this process has the same id, as a journal and its
     *     restored backup have
     * @since 0.1.0
     */
    public static JournalRecovery register(Journal journal, JournalTransactionIntegration integration) {
        return new JournalRecovery(journal, Objects.requireNonNull(integration, "integration"), true);
    }

    /**
     * Adds a listener for branches that are in doubt for more than five minutes. The journal checks when a branch
     * begins and when the transaction manager lists branches, at most once a minute. It calls the listener at each
     * check that finds such branches, until this registration is closed.
     *
     * @param listener receives these branches, oldest first, on a thread of the common pool; not null. Its exceptions
     *     are logged
     * @since 0.1.0
     */
    public void whenInDoubtTooLong(Consumer<List<InDoubtBranch>> listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        journal.watch().listen(listener);
    }

    /**
     * Waits until the branches that began in this process have ended, for an orderly shutdown. Does not wait for
     * branches that recovery found.
     *
     * @param limit the maximum time to wait, not null; zero or a negative time does not wait
     * @return true when all have ended; false when some have not, or when the thread is interrupted. The interrupt
     *     status is kept
     * @since 0.1.0
     */
    public boolean awaitBranches(Duration limit) {
        long end = System.nanoTime() + Math.max(0, TimeUnit.NANOSECONDS.convert(limit));
        while (journal.hasBranches()) {
            if (System.nanoTime() - end >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return true;
    }

    /**
     * Ends the registration. Waits for a recovery scan that uses the journal, so that the journal can be closed
     * afterwards. On Open Liberty it does not wait: a scan that finds the journal closed is repeated later. Does not close the journal. Can be called again without effect.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listeners.forEach(journal.watch()::ignore);
        if (recovered) {
            journal.watch().recoveryUnregistered();
        }
        if (integration != null) {
            integration.unregisterRecovery(handle);
        }
        journal.bean().close();
    }

    @Override
    public String toString() {
        return "JournalRecovery[" + journal + (closed.get() ? ", closed]" : "]");
    }
}
