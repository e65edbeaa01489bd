package io.ironjournal.ra;

import io.ironjournal.JournalReader;
import io.ironjournal.TxnWriter;

/**
 * A connection to the journal. Not for several threads at once.
 *
 * @since 0.1.0
 */
public interface JournalConnection extends AutoCloseable {

    /**
     * Starts writing: in the transaction that the server enlisted the connection in, else locally. In a local transaction of
     * the connection, entries of all its writers commit together.
     *
     * @param stream the writer's own stream
     * @return a writer
     * @throws IllegalStateException when this connection is closed
     * @since 0.1.0
     */
    TxnWriter writer(String stream);

    /**
     * Reads committed entries.
     *
     * @return a reader, which remains valid when this connection is closed
     * @throws IllegalStateException when this connection is closed
     * @since 0.1.0
     */
    JournalReader reader();

    /** Gives the connection back to the server and rolls back what its local writers have not committed. Idempotent. */
    @Override
    void close();
}
