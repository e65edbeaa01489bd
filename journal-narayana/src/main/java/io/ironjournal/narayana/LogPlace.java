package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.objectstore.StoreManager;
import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where Narayana's log is: in files, or in a journal. Parts of Narayana keep the first store of the process for ever. Therefore
 * a process cannot change from one to the other.
 */
final class LogPlace {

    /** Whether the log of the first setup was in a journal; null before it. One setup at a time starts Narayana. */
    private static final AtomicReference<@Nullable Boolean> FIRST_IN_JOURNAL = new AtomicReference<>();

    private final NarayanaSetup setup;
    private final @Nullable Journal journal;
    private final boolean deferVotes;

    private LogPlace(NarayanaSetup setup) {
        this.setup = setup;
        this.journal = setup.log;
        this.deferVotes = !setup.forceVotes;
    }

    /**
     * Returns the place that a setup chose.
     *
     * @throws IllegalStateException if another setup of this process chose the other kind
     * @throws io.ironjournal.JournalException if the journal cannot be used, or if files in the directory have transactions
     *     of an earlier log
     */
    static LogPlace of(NarayanaSetup setup) {
        boolean inJournal = setup.isLogInJournal();
        Boolean first = FIRST_IN_JOURNAL.get();
        if (first != null && first != inJournal) {
            throw new IllegalStateException("Cannot start Narayana with its log in " + setup.place()
                    + ", because this process has run it with its log in "
                    + (inJournal ? "files" : "a journal")
                    + ", which parts of Narayana still use. Start another process.");
        }
        if (setup.log != null) {
            // A journal that cannot answer fails here.
            Transactions.of(setup.log).states().keys();
            EarlierLog.obstacle(setup.store).ifPresent(obstacle -> {
                throw new IntegrationException(
                        "Narayana cannot keep its log in " + setup.place() + ", because " + obstacle);
            });
        }
        return new LogPlace(setup);
    }

    /** Returns whether the log of this process is in a journal. */
    static boolean isInJournal() {
        return Boolean.TRUE.equals(FIRST_IN_JOURNAL.get());
    }

    /** Has Narayana use the place. Called before it uses any store. */
    void install() {
        Journal log = journal;
        if (log != null) {
            installStore(log);
            bind(log, Transactions.of(log), deferVotes);
        } else if (setup.inConfiguredJournal) {
            installStore(ConfiguredLog.PLACE);
            ConfiguredLog.expect(setup);
        }
        FIRST_IN_JOURNAL.set(setup.isLogInJournal());
    }

    /** Makes the store Narayana's. Only the first store of a process remains, so it serves all setups. */
    static void installStore(Object place) {
        if (isInJournal()) {
            return;
        }
        try {
            new StoreManager(JournalObjectStore.INSTANCE, null, null);
        } catch (IllegalStateException inUse) {
            throw new IllegalStateException(
                    "Cannot start Narayana with its log in " + place
                            + ", because another log is in use in this process"
                            + " already. Call NarayanaSetup.start() first in main",
                    inUse);
        }
        FIRST_IN_JOURNAL.set(true);
    }

    static void bind(Journal log, Transactions transactions, boolean deferVotes) {
        HeldRecovery.warn(log, transactions);
        JournalObjectStore.INSTANCE.bind(transactions, deferVotes);
        transactions.whenClosed(() -> JournalObjectStore.INSTANCE.journalClosed(transactions, log.toString()));
    }

    /**
     * Ends the use of the place. A store in a journal stays Narayana's store, and fails from now on: otherwise Narayana would
     * create one in files for a late transaction, and no recovery would look for the decision there.
     */
    void close() {
        if (setup.inConfiguredJournal) {
            ConfiguredLog.expectNone();
        } else if (journal != null) {
            JournalObjectStore.INSTANCE.unbind();
        } else {
            StoreManager.shutdown();
        }
    }
}
