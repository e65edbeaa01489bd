package io.ironjournal.ra;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Creates connections to the journal of the resource adapter with which the server associates this factory. The factory
 * has no properties. It ignores users and passwords, because the operating system protects the files of the journal.
 *
 * @since 0.1.0
 */
public class JournalManagedConnectionFactory implements ManagedConnectionFactory, ResourceAdapterAssociation {

    private static final long serialVersionUID = 1L;

    private transient @Nullable JournalResourceAdapter adapter;
    private transient @Nullable PrintWriter logWriter;

    /**
     * Creates the factory. Servers call this.
     *
     * @since 0.1.0
     */
    public JournalManagedConnectionFactory() {}

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    /**
     * Associates the factory with a resource adapter.
     *
     * @param resourceAdapter a {@link JournalResourceAdapter}
     * @throws ResourceException when the argument is of another type, or the factory is associated with a different
     *     adapter
     */
    @Override
    public void setResourceAdapter(ResourceAdapter resourceAdapter) throws ResourceException {
        if (!(resourceAdapter instanceof JournalResourceAdapter journal)) {
            throw new ResourceException(
                    "A factory of connections to the journal needs the journal's resource adapter, not "
                            + resourceAdapter);
        }
        if (adapter != null && !adapter.equals(journal)) {
            throw new IllegalStateException("This factory is already associated with " + adapter);
        }
        adapter = journal;
    }

    /** The open journal. */
    AdapterJournal journal() {
        return associated().journal();
    }

    private JournalResourceAdapter associated() {
        JournalResourceAdapter current = adapter;
        if (current == null) {
            throw new java.lang.IllegalStateException(
                    "The server has not associated the factory with a resource adapter");
        }
        return current;
    }

    @Override
    public Object createConnectionFactory(ConnectionManager manager) {
        JournalResourceAdapter current = adapter;
        if (current != null) {
            current.names().add(manager);
        }
        return new AdapterConnectionFactory(this, manager);
    }

    /** Creates a connection factory for use without a server. Its connections join no transaction. */
    @Override
    public Object createConnectionFactory() {
        return new AdapterConnectionFactory(this, new UnmanagedConnections());
    }

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info)
            throws ResourceException {
        return new JournalManagedConnection(usable(), logWriter);
    }

    /** The open journal, for the server. */
    private AdapterJournal usable() throws ResourceException {
        try {
            return associated().journalWhenStarted();
        } catch (java.lang.IllegalStateException e) {
            throw new ResourceException("Cannot connect to the journal: " + e.getMessage(), e);
        }
    }

    /**
     * Returns one of the given connections that is to the open journal, or null if there is none. All such connections
     * are equivalent.
     */
    @Override
    @SuppressWarnings("rawtypes") // the signature of the standard
    public @Nullable ManagedConnection matchManagedConnections(
            Set connections, @Nullable Subject subject, @Nullable ConnectionRequestInfo info) throws ResourceException {
        AdapterJournal journal = usable();
        for (Object connection : connections) {
            if (connection instanceof JournalManagedConnection managed && managed.isTo(journal)) {
                return managed;
            }
        }
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof JournalManagedConnectionFactory factory && Objects.equals(factory.adapter, adapter);
    }

    @Override
    public final int hashCode() {
        return Objects.hashCode(adapter);
    }

    @Override
    public String toString() {
        return "JournalManagedConnectionFactory[" + adapter + "]";
    }
}
