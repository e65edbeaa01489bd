package io.ironjournal.ra;

import io.ironjournal.JournalReader;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.JournalXAConnection;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.IllegalStateException;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A connection in the pool of the server. It has one XA resource and any number of handles, which applications use.
 *
 * @since 0.1.0
 */
public class JournalManagedConnection implements ManagedConnection {

    private final AdapterJournal journal;
    private final JournalXAConnection connection;
    private final ConnectionTransaction local;
    private final Set<ConnectionHandle> handles = ConcurrentHashMap.newKeySet();
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private io.ironjournal.jta.JournalConnection writers;
    private @Nullable PrintWriter logWriter;
    private volatile boolean destroyed;

    JournalManagedConnection(AdapterJournal journal, @Nullable PrintWriter logWriter) {
        this.journal = journal;
        this.connection = journal.connect();
        this.writers = connection.getConnection();
        this.local = new ConnectionTransaction(journal.core());
        this.logWriter = logWriter;
    }

    /** Returns whether this connection is to the given journal and is not destroyed. */
    boolean isTo(AdapterJournal other) {
        return journal == other && !destroyed;
    }

    JournalXAConnection connection() {
        return connection;
    }

    JournalReader reader() {
        return journal.core();
    }

    TxnWriter writer(String stream) {
        return local.isActive() ? local.writer(stream) : writers.writer(stream);
    }

    @Override
    public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info)
            throws ResourceException {
        requireUsable();
        ConnectionHandle handle = new ConnectionHandle(this);
        handles.add(handle);
        return handle;
    }

    private void requireUsable() throws ResourceException {
        if (destroyed) {
            throw new IllegalStateException("The connection to " + journal + " was destroyed");
        }
    }

    /** Moves a handle from its present connection to this one. */
    @Override
    public void associateConnection(Object handle) throws ResourceException {
        requireUsable();
        if (!(handle instanceof ConnectionHandle moving)) {
            throw new ResourceException("Only handles of connections to the journal can be associated, not " + handle);
        }
        moving.moveTo(this);
    }

    void add(ConnectionHandle handle) {
        handles.add(handle);
    }

    void remove(ConnectionHandle handle) {
        handles.remove(handle);
    }

    /** Notifies the server that an application has closed a handle. */
    void closed(ConnectionHandle handle) {
        handles.remove(handle);
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
        event.setConnectionHandle(handle);
        listeners.forEach(listener -> listener.connectionClosed(event));
    }

    /**
     * Prepares the connection for the next application. Invalidates all handles, and rolls back local writers that are
     * not committed.
     */
    @Override
    public void cleanup() throws ResourceException {
        requireUsable();
        endHandles();
        writers = connection.getConnection();
    }

    private void endHandles() {
        handles.forEach(ConnectionHandle::invalidate);
        handles.clear();
        local.end();
    }

    @Override
    public void destroy() {
        if (!destroyed) {
            destroyed = true;
            endHandles();
            connection.close();
        }
    }

    @Override
    public XAResource getXAResource() throws ResourceException {
        requireUsable();
        return connection.getXAResource();
    }

    @Override
    public LocalTransaction getLocalTransaction() throws ResourceException {
        requireUsable();
        return local;
    }

    @Override
    public ManagedConnectionMetaData getMetaData() throws ResourceException {
        requireUsable();
        return new JournalMetaData(JournalManagedConnection.class.getPackage().getImplementationVersion());
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
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
    public String toString() {
        return "JournalManagedConnection[" + journal + (destroyed ? ", destroyed]" : "]");
    }
}
