package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;

/** A journal that is open, with what its writers need. */
interface OpenedJournal extends AutoCloseable {

    /** Its writers join the thread's transaction. */
    Journal journal();

    /** The same journal by shards, where it has some. */
    default Optional<ShardedJournal> sharded() {
        return Optional.empty();
    }

    TransactionSynchronizationRegistry registry();

    /** Tells the application how opening went. */
    void announce(JournalEvents events);

    @Override
    void close();
}
