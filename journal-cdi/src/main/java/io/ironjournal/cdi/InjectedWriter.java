package io.ironjournal.cdi;

import io.ironjournal.TxnWriter;
import io.ironjournal.jta.StatelessTxnWriter;
import io.ironjournal.text.Printable;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionRequiredException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.TransactionalException;
import java.io.Serializable;

/**
 * A stateless writer. The writer that joined the current transaction is kept with that transaction, one for each
 * stream, so that all injection points of a stream share it.
 */
final class InjectedWriter extends StatelessTxnWriter implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The key of the writer among the resources of a transaction. */
    private record Key(ManagedJournal journal, String stream) {}

    private final JournalReference journal;
    private final String stream;

    InjectedWriter(JournalLifecycle container, String stream) {
        this.journal = new JournalReference(container);
        this.stream = stream;
    }

    @Override
    protected TxnWriter joined() {
        ManagedJournal open = journal.get().open();
        TransactionSynchronizationRegistry registry = open.registry();
        int status = registry.getTransactionStatus();
        Key key = new Key(open, stream);
        TxnWriter known = status == Status.STATUS_NO_TRANSACTION ? null : (TxnWriter) registry.getResource(key);
        if (known != null && status == Status.STATUS_MARKED_ROLLBACK) {
            // It knows which call was refused before.
            return known;
        }
        requireActive(status, "stream '" + Printable.name(stream) + "'");
        if (known != null) {
            return known;
        }
        TxnWriter writer = journal.get().openForWriting().joinedWriter(stream);
        registry.putResource(key, writer);
        return writer;
    }

    /** Throws an exception unless the transaction accepts entries. */
    static void requireActive(int status, String target) {
        if (status == Status.STATUS_NO_TRANSACTION) {
            String message = "No transaction is active, and an injected writer (here of " + target
                    + ") needs one. Call it from a @Transactional method, or begin a UserTransaction. To write an"
                    + " entry without a transaction, inject a Journal and call append";
            throw new TransactionalException(message, new TransactionRequiredException(message));
        }
        if (status == Status.STATUS_MARKED_ROLLBACK) {
            throw new IllegalStateException(
                    "The transaction is marked rollback-only: nothing can be added to " + target + " in it");
        }
        if (status == Status.STATUS_ROLLING_BACK || status == Status.STATUS_ROLLEDBACK) {
            throw new IllegalStateException(
                    "The transaction was rolled back, perhaps because it timed out: nothing can be added to " + target
                            + " in it");
        }
        if (status != Status.STATUS_ACTIVE) {
            throw new IllegalStateException("The transaction is completing (status " + status
                    + " of jakarta.transaction.Status): nothing can be added to " + target + " in it");
        }
    }

    @Override
    public String toString() {
        return "InjectedWriter[stream '" + Printable.name(stream) + "' of " + journal + "]";
    }
}
