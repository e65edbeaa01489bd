package io.ironjournal.ra;

import io.ironjournal.JournalReader;
import io.ironjournal.TxnWriter;

/**
 * A connection to the journal. Not thread-safe.
 *
 * @since 0.1.0
 */
public interface JournalConnection extends AutoCloseable {

    /**
     * Returns a writer that joins the transaction in which the server enlisted the connection. Without a transaction,
     * returns a local writer. In a local transaction of the connection, the entries of all its writers commit together.
     *
     * @param stream the default stream of the writer; not null
     * @return a writer
     * @throws IllegalStateException when this connection is closed
     * @since 0.1.0
     */
    TxnWriter writer(String stream);

    /**
     * Returns a reader of committed entries.
     *
     * @return a reader; it can still be used after this connection is closed
     * @throws IllegalStateException when this connection is closed
     * @since 0.1.0
     */
    JournalReader reader();

    /**
     * Gives the connection back to the server, and rolls back local writers that are not committed. Can be called again
     * without effect.
     */
    @Override
    void close();
}
