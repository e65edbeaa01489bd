package io.ironjournal.spring.autoconfigure;

import io.ironjournal.TxnWriter;
import io.ironjournal.jta.StatelessTxnWriter;
import io.ironjournal.text.Printable;
import jakarta.transaction.Status;
import org.springframework.transaction.IllegalTransactionStateException;

/** A writer without state: at each call it joins the transaction of the thread. */
final class InjectedWriter extends StatelessTxnWriter {

    private final ApplicationJournal journal;
    private final String stream;

    InjectedWriter(ApplicationJournal journal, String stream) {
        this.journal = journal;
        this.stream = stream;
    }

    @Override
    protected TxnWriter joined() {
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
    public String toString() {
        return "InjectedWriter[stream '" + Printable.name(stream) + "' of " + journal + "]";
    }
}
