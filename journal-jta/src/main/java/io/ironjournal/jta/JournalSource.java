package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Optional;

/**
 * Gives access to a journal that a server has opened. The connection factory of the resource adapter implements this
 * interface. Thread-safe.
 *
 * @since 0.1.0
 */
public interface JournalSource {

    /**
     * Returns the journal.
     *
     * @return a view whose writers join the thread's transaction, and which cannot be closed
     * @throws IllegalStateException when the server has not opened the journal, or has closed it
     * @since 0.1.0
     */
    Journal journal();

    /**
     * Returns the sharded journal.
     *
     * @return a view whose writers join the thread's transaction, and which cannot be closed; empty for a journal
     *     without shards
     * @throws IllegalStateException when the server has not opened the journal, or has closed it
     * @since 0.1.0
     */
    Optional<ShardedJournal> shardedJournal();

    /**
     * Returns the registry that knows the transactions which the journal joins.
     *
     * @return the server's registry
     * @throws IllegalStateException when the server has not opened the journal, or has closed it
     * @since 0.1.0
     */
    TransactionSynchronizationRegistry registry();
}
