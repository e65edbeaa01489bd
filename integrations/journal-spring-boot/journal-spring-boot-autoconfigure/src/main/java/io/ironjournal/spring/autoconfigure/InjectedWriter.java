package io.ironjournal.spring.autoconfigure;

import io.ironjournal.IdRange;
import io.ironjournal.TxnWriter;
import io.ironjournal.text.Printable;
import jakarta.transaction.Status;
import java.util.concurrent.CompletionStage;
import org.springframework.transaction.IllegalTransactionStateException;

/** A writer without state: at each call it joins the transaction of the thread. */
final class InjectedWriter implements TxnWriter {

    private final ApplicationJournal journal;
    private final String stream;

    InjectedWriter(ApplicationJournal journal, String stream) {
        this.journal = journal;
        this.stream = stream;
    }

    private TxnWriter joined() {
        requireTransaction(
                journal.transactions().registry().getTransactionStatus(), "stream '" + Printable.name(stream) + "'");
        return journal.journal().writer(stream);
    }

    /** The journal itself refuses transactions that are not active any more. */
    static void requireTransaction(int status, String target) {
        if (status == Status.STATUS_NO_TRANSACTION) {
            throw new IllegalTransactionStateException(
                    "No transaction is active, and an injected writer (here of " + target
                            + ") needs one. Call it from a @Transactional method of another bean, or in a"
                            + " TransactionTemplate. To write an entry without a transaction, inject a Journal and call append");
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

    /** Does nothing: the entries belong to their transactions, and the writer to the application. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "InjectedWriter[stream '" + Printable.name(stream) + "' of " + journal + "]";
    }
}
