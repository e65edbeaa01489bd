package io.ironjournal.cdi;

import io.ironjournal.IdRange;
import io.ironjournal.TxnWriter;
import io.ironjournal.text.Printable;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionRequiredException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.TransactionalException;
import java.io.Serializable;
import java.util.concurrent.CompletionStage;

/**
 * A stateless writer. The writer that joined the current transaction is kept with that transaction, one for each
 * stream, so that all injection points of a stream share it.
 */
final class InjectedWriter implements TxnWriter, Serializable {

    private static final long serialVersionUID = 1L;

    /** The key of the writer among the resources of a transaction. */
    private record Key(ManagedJournal journal, String stream) {}

    private final JournalReference journal;
    private final String stream;

    InjectedWriter(JournalLifecycle container, String stream) {
        this.journal = new JournalReference(container);
        this.stream = stream;
    }

    /** Returns the writer that joined the transaction of the thread. Joins the transaction if necessary. */
    private TxnWriter joined() {
        ManagedJournal open = journal.get().open();
        TransactionSynchronizationRegistry registry = open.registry();
        requireActive(registry.getTransactionStatus(), "stream '" + Printable.name(stream) + "'");
        Key key = new Key(open, stream);
        if (registry.getResource(key) instanceof TxnWriter writer) {
            return writer;
        }
        TxnWriter writer = journal.get().openForWriting().journal().writer(stream);
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
                    "The transaction is marked for rollback: nothing can be added to " + target + " in it");
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
    public TxnWriter add(byte[] entry) {
        joined().add(entry);
        return this;
    }

    @Override
    public TxnWriter add(String otherStream, byte[] entry) {
        joined().add(otherStream, entry);
        return this;
    }

    @Override
    public IdRange commit() {
        return joined().commit();
    }

    @Override
    public CompletionStage<IdRange> committed() {
        return joined().committed();
    }

    @Override
    public void rollback() {
        joined().rollback();
    }

    /** Does nothing: the entries belong to their transactions, and the writer belongs to the container. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "InjectedWriter[stream '" + Printable.name(stream) + "' of " + journal + "]";
    }
}
