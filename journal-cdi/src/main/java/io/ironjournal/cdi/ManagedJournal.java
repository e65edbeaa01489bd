package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;

/** An open journal that is injected, with the registry that its writers need. */
interface ManagedJournal extends AutoCloseable {

    /** Returns the journal, whose writers join the transaction of the thread. */
    Journal journal();

    /** Returns a writer that joins the transaction of the thread. */
    default TxnWriter joinedWriter(String stream) {
        return journal().writer(stream);
    }

    /** Returns the same journal as a sharded one; empty when it is not sharded. */
    default Optional<ShardedJournal> sharded() {
        return Optional.empty();
    }

    TransactionSynchronizationRegistry registry();

    /** Notifies the application that the journal is open. */
    void announce(JournalEvents events);

    @Override
    void close();
}
