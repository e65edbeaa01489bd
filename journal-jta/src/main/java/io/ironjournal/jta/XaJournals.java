package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.transaction.xa.XAException;

/**
 * The journals that are open in this process, by id. Each resource finds its journal here at each call. Therefore any
 * resource can complete any branch, also a resource that was deserialized from the log of a transaction manager.
 */
final class XaJournals {

    private static final ConcurrentMap<UUID, XaJournal> OPEN = new ConcurrentHashMap<>();

    private XaJournals() {}

    /**
     * Registers a journal, or returns the one that is already registered with the same id. Two objects may be proxies
     * of one journal, but two open journals never have the same id.
     */
    static XaJournal register(Journal journal) {
        UUID id = Transactions.of(journal).journalId();
        forgetClosed();
        XaJournal opened = new XaJournal(id, journal);
        XaJournal known = OPEN.putIfAbsent(id, opened);
        if (known != null) {
            return known;
        }
        // A closed journal must not keep its listeners reachable, which may belong to an undeployed application.
        Transactions.of(journal).whenClosed(XaJournals::forgetClosed);
        return opened;
    }

    static XaJournal find(UUID id) throws XAException {
        XaJournal journal = OPEN.get(id);
        if (journal == null || !journal.isOpen()) {
            throw XaErrors.refused(XAException.XAER_RMFAIL, "Journal " + id + " is not open in this process");
        }
        return journal;
    }

    /** Removes closed journals, so that they can be garbage-collected. */
    static void forgetClosed() {
        for (XaJournal journal : OPEN.values()) {
            if (!journal.isOpen()) {
                OPEN.remove(journal.id(), journal);
            }
        }
    }
}
