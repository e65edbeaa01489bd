package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.arjuna.recovery.RecoveryModule;
import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Narayana's log in the journal that a container or a framework opens, because its key {@code transaction-log} is true. There
 * is at most one in a process.
 *
 * <p>{@link NarayanaSetup} starts Narayana before the container opens the journal. Until then each call of the store
 * fails, and recovery does not scan, so it takes no missing decision for a rollback. Frameworks open the journal before they start
 * recovery.
 */
final class ConfiguredLog {

    /** What the place of a log is called before it is known. */
    static final String PLACE = "the journal with the key transaction-log";

    private static final ReentrantLock LOCK = new ReentrantLock();

    /** The journal that has the log. Guarded by the lock, as all fields. */
    private static @Nullable Holder holder;

    /** The setup that waits for the journal. */
    private static @Nullable NarayanaSetup expecting;

    /** The recovery of that setup; null if it scans only when it is called. */
    private static @Nullable RecoveryManager recovery;

    private static boolean recoveryStarted;

    private ConfiguredLog() {}

    /** The journal with the log. */
    private record Holder(Journal journal, Transactions transactions) {

        /** False after the journal or Narayana was closed in another order than usual. */
        boolean hasLog() {
            return JournalObjectStore.INSTANCE.uses(transactions);
        }
    }

    /** A setup has installed the store and waits for the journal. */
    static void expect(NarayanaSetup setup) {
        LOCK.lock();
        try {
            expecting = setup;
            recoveryStarted = false;
        } finally {
            LOCK.unlock();
        }
    }

    /** Has recovery begin to scan when the journal is there. */
    static void startWithJournal(RecoveryManager manager) {
        LOCK.lock();
        try {
            recovery = manager;
        } finally {
            LOCK.unlock();
        }
    }

    /** Narayana is closed. */
    static void expectNone() {
        LOCK.lock();
        try {
            JournalObjectStore.INSTANCE.unbind();
            expecting = null;
            recovery = null;
            holder = null;
        } finally {
            LOCK.unlock();
        }
    }

    /** Has the log in a journal until the result is run. */
    static Runnable keepIn(Journal journal) {
        LOCK.lock();
        try {
            Holder other = holder;
            if (other != null && other.hasLog()) {
                throw refused(journal, "this process has it in " + other.journal);
            }
            requireNarayana(journal);
            EarlierLog.obstacle(arjPropertyManager.getObjectStoreEnvironmentBean())
                    .ifPresent(obstacle -> {
                        throw refused(journal, obstacle);
                    });
            Transactions transactions = Transactions.of(journal);
            // A journal that cannot answer fails here.
            transactions.states().keys();
            installStore(journal);
            LogPlace.bind(journal, transactions, expecting == null || !expecting.forceVotes);
            Holder own = new Holder(journal, transactions);
            holder = own;
            startRecovery();
            return () -> release(own);
        } finally {
            LOCK.unlock();
        }
    }

    private static void requireNarayana(Journal journal) {
        if (WildFlyNames.find("TransactionManager", Object.class).isPresent()) {
            throw refused(journal, "the server has its own log. Remove the key transaction-log");
        }
        String running = Narayana.place();
        if (running != null && expecting == null) {
            throw refused(
                    journal,
                    "NarayanaSetup has started Narayana with its log in " + running
                            + ". Call logInConfiguredJournal() of NarayanaSetup before start()");
        }
        if (running == null && !LogPlace.isInJournal() && RecoveryModules.isRunning(false)) {
            throw refused(journal, "recovery already runs with another log in this process");
        }
    }

    /** Does nothing if a setup has installed it. */
    private static void installStore(Journal journal) {
        try {
            LogPlace.installStore(journal);
        } catch (IllegalStateException inUse) {
            throw refused(journal, "it already uses another log in this process");
        }
    }

    private static IntegrationException refused(Journal journal, String reason) {
        return new IntegrationException("Narayana cannot keep its log in " + journal + ", because " + reason);
    }

    private static void startRecovery() {
        RecoveryManager manager = recovery;
        if (manager == null) {
            return;
        }
        if (recoveryStarted) {
            manager.resume();
        } else {
            recoveryStarted = true;
            manager.startRecoveryManagerThread();
        }
    }

    /** Stops scanning. A scan that runs skips its pause. */
    private static void pause(RecoveryManager manager) {
        manager.suspend(true);
        // To suspend does not wait for a scan. To remove a module does, also if it was never added.
        manager.removeModule(new NoModule(), true);
    }

    private static final class NoModule implements RecoveryModule {

        @Override
        public void periodicWorkFirstPass() {}

        @Override
        public void periodicWorkSecondPass() {}
    }

    private static void release(Holder own) {
        RecoveryManager manager;
        LOCK.lock();
        try {
            if (!own.equals(holder) || !own.hasLog()) {
                return;
            }
            manager = recovery;
        } finally {
            LOCK.unlock();
        }
        // Without the lock, because it waits for a scan.
        if (manager != null) {
            pause(manager);
        }
        LOCK.lock();
        try {
            if (own.equals(holder) && own.hasLog()) {
                JournalObjectStore.INSTANCE.unbind();
            }
        } finally {
            LOCK.unlock();
        }
    }
}
