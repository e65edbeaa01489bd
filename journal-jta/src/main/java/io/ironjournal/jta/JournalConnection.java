package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.spi.transaction.Branch;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The application's side of a {@link JournalXAConnection}. Not for several threads at once.
 *
 * @since 0.1.0
 */
public final class JournalConnection implements AutoCloseable {

    private final Journal journal;
    private final Association association;
    private final Set<LocalWriter> localWriters = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    JournalConnection(Journal journal, Association association) {
        this.journal = journal;
        this.association = association;
    }

    /**
     * Starts writing: into the branch that the connection's resource works for, else locally. A local writer that has
     * entries must be committed or rolled back before the resource can start a branch.
     *
     * @param stream the writer's own stream
     * @return a writer
     * @throws IllegalStateException when this connection is closed
     * @since 0.1.0
     */
    public TxnWriter writer(String stream) {
        if (closed) {
            throw new IllegalStateException("The connection to " + journal + " was closed: get a new one");
        }
        Branch branch = association.branch();
        if (branch != null) {
            return new JoinedWriter(new ConnectionBranch(branch, association), stream);
        }
        LocalWriter writer = new LocalWriter(journal.writer(stream), association, localWriters::remove);
        localWriters.add(writer);
        return writer;
    }

    /** Closes the handle and rolls back what its local writers have not committed. Idempotent. */
    @Override
    public void close() {
        closed = true;
        localWriters.forEach(LocalWriter::close);
    }

    @Override
    public String toString() {
        return "JournalConnection[" + journal + (closed ? ", closed]" : "]");
    }
}
