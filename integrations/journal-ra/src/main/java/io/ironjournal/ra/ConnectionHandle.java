package io.ironjournal.ra;

import io.ironjournal.JournalReader;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.ConnectionLease;
import io.ironjournal.jta.JournalXAConnection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** An application's handle of a connection. The server may move it from one connection to another. */
final class ConnectionHandle implements JournalConnection, ConnectionLease {

    /** What applications still hold, to be rolled back at the end. */
    private final Set<TxnWriter> writers = Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

    private volatile @Nullable JournalManagedConnection connection;

    ConnectionHandle(JournalManagedConnection connection) {
        this.connection = connection;
    }

    private JournalManagedConnection managed() {
        JournalManagedConnection current = connection;
        if (current == null) {
            throw new IllegalStateException("The connection to the journal is closed. Get a new one");
        }
        return current;
    }

    @Override
    public TxnWriter writer(String stream) {
        TxnWriter writer = managed().writer(stream);
        writers.add(writer);
        return writer;
    }

    @Override
    public JournalReader reader() {
        return managed().reader();
    }

    @Override
    public JournalXAConnection connection() {
        return managed().connection();
    }

    void moveTo(JournalManagedConnection next) {
        JournalManagedConnection current = connection;
        if (current != null) {
            current.remove(this);
        }
        connection = next;
        next.add(this);
    }

    /** Ends the handle without telling the server, which knows. */
    void invalidate() {
        connection = null;
        writers.clear();
    }

    @Override
    public void close() {
        JournalManagedConnection current = connection;
        if (current != null) {
            connection = null;
            // In a transaction this does nothing: the entries belong to it.
            List.copyOf(writers).forEach(TxnWriter::close);
            writers.clear();
            current.closed(this);
        }
    }

    @Override
    public String toString() {
        JournalManagedConnection current = connection;
        return "JournalConnection[" + (current == null ? "closed" : current.reader()) + "]";
    }
}
