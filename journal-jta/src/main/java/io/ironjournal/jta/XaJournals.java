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
     * Registers a journal, or returns it if it is already registered. Two objects may be proxies of one journal.
     *
     * @throws IllegalStateException when another open journal has the same id, as a journal and its restored backup have.
     *     Resources could not tell the two journals apart
     */
    static XaJournal register(Journal journal) {
        Transactions transactions = Transactions.of(journal);
        UUID id = transactions.journalId();
        XaJournal opened = new XaJournal(id, journal);
        forgetClosed();
        XaJournal known = OPEN.putIfAbsent(id, opened);
        while (known != null) {
            if (known.isSame(journal)) {
                return known;
            }
            if (known.isOpen()) {
                throw new IllegalStateException(journal
                        + " cannot take part in XA transactions, because an open journal has the same id: " + known
                        + ". One of them is a restored backup or a copied directory of the other. Close one of them, and"
                        + " never use both");
            }
            // It was closed meanwhile.
            forgetClosed();
            known = OPEN.putIfAbsent(id, opened);
        }
        // A closed journal must not keep its listeners reachable, which may belong to an undeployed application.
        transactions.whenClosed(XaJournals::forgetClosed);
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
