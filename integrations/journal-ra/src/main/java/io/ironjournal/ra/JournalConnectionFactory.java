package io.ironjournal.ra;

import io.ironjournal.jta.JournalSource;
import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import java.io.Serializable;

/**
 * What applications look up by JNDI, or have injected by {@code @Resource}. Most use {@link #journal()} alone, which gets
 * connections by itself.
 *
 * @since 0.1.0
 */
public interface JournalConnectionFactory extends JournalSource, Referenceable, Serializable {

    /**
     * Gets a connection. In a transaction the server enlists it, and the connection's writers take part in the transaction.
     *
     * @return a connection, to be closed by the caller
     * @throws ResourceException when the server gives none
     * @since 0.1.0
     */
    JournalConnection getConnection() throws ResourceException;
}
