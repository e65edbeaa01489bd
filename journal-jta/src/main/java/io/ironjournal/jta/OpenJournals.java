package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.transaction.xa.XAException;

/**
 * The journals that are open in this process, by id. Every resource finds its journal here when it is called, so that
 * any resource, also one read back from a transaction manager's log, can complete any branch.
 */
final class OpenJournals {

    private static final ConcurrentMap<UUID, OpenJournal> OPEN = new ConcurrentHashMap<>();

    private OpenJournals() {}

    /**
     * Makes a journal known. The one that is known already stays, with its branches, unless it was closed: two objects
     * may well be proxies of one journal, and no two open journals have the same id.
     */
    static OpenJournal register(Journal journal) {
        UUID id = Transactions.of(journal).journalId();
        forgetClosed();
        OpenJournal opened = new OpenJournal(id, journal);
        OpenJournal known = OPEN.putIfAbsent(id, opened);
        if (known != null) {
            return known;
        }
        // A closed journal would keep what its listeners hold, which may be an undeployed application.
        Transactions.of(journal).whenClosed(OpenJournals::forgetClosed);
        return opened;
    }

    static OpenJournal find(UUID id) throws XAException {
        OpenJournal journal = OPEN.get(id);
        if (journal == null || !journal.isOpen()) {
            throw XaErrors.refused(XAException.XAER_RMFAIL, "Journal " + id + " is not open in this process");
        }
        return journal;
    }

    /** Lets closed journals be collected. */
    static void forgetClosed() {
        for (OpenJournal journal : OPEN.values()) {
            if (!journal.isOpen()) {
                OPEN.remove(journal.id(), journal);
            }
        }
    }
}
