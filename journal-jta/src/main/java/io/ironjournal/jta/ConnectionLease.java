package io.ironjournal.jta;

/**
 * Holds a connection until the end of a transaction.
 *
 * @since 0.1.0
 */
public interface ConnectionLease extends AutoCloseable {

    /**
     * Returns the connection, whose resource the server has enlisted.
     *
     * @return the connection; the same at each call
     * @since 0.1.0
     */
    JournalXAConnection connection();

    /**
     * Gives the connection back to the server. The journal calls this once, after the transaction has ended, on the
     * thread that ends it. The implementation should not throw an exception.
     *
     * @since 0.1.0
     */
    @Override
    void close();
}
