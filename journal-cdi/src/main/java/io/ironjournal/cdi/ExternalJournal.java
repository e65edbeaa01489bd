package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.text.Printable;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Objects;
import java.util.Optional;

/**
 * A journal that is a bean of the application and replaces the default journal, for example a mock in a test. The application
 * opens, recovers and closes it.
 */
record ExternalJournal(Journal journal, TransactionSynchronizationRegistry registry) implements ManagedJournal {

    @Override
    public TxnWriter joinedWriter(String stream) {
        if (has(Transactions.class) && !has(TransactionalJournal.class)) {
            throw new IllegalStateException(
                    "The journal bean of the application is not a TransactionalJournal, so a writer"
                            + " of it joins no transaction, and nothing would commit its entries (here of stream '"
                            + Printable.name(stream) + "'). Let the bean return TransactionalJournal.of(...)");
        }
        return journal.writer(stream);
    }

    /** Returns whether the journal has an object of a type. A mock has none, and may return null. */
    private boolean has(Class<?> type) {
        return Objects.requireNonNullElse(journal.unwrap(type), Optional.empty())
                .isPresent();
    }

    @Override
    public void announce(JournalEvents events) {}

    @Override
    public void close() {}
}
