package io.ironjournal.ra;

import io.ironjournal.jta.JournalSource;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;

/**
 * The connection factory of the resource adapter. Applications look it up in JNDI or inject it by {@code @Resource}.
 * Most applications only use {@link #journal()}, which acquires connections itself. Thread-safe.
 *
 * @since 0.1.0
 */
public interface JournalConnectionFactory extends JournalSource, Referenceable, Serializable {

    /**
     * Returns a connection. In a transaction the server enlists it, and the connection's writers join the transaction.
     *
     * @return a connection; the caller closes it
     * @throws ResourceException when the server provides no connection, for example because the pool is exhausted or
     *     the adapter is not started
     * @since 0.1.0
     */
    JournalConnection getConnection() throws ResourceException;
}
