package io.ironjournal.jta;

/**
 * Lends a connection for the rest of a transaction.
 *
 * @since 0.1.0
 */
public interface ConnectionLease extends AutoCloseable {

    /**
     * Returns the connection, whose resource the server has enlisted.
     *
     * @return always the same connection
     * @since 0.1.0
     */
    JournalXAConnection connection();

    /**
     * Gives the connection back. Called once, when the transaction is over, on the thread that ends it.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
