package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import io.ironjournal.spi.transaction.Branch;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The application's handle of a {@link JournalXAConnection}. A resource <em>works for</em> a branch between {@code
 * start} and {@code end} of the XA protocol. Not thread-safe.
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
     * Returns a writer that joins the branch for which the resource of this connection works. If the resource works for
     * no branch, returns a local writer. A local writer with entries must be committed or rolled back before the
     * resource can start a branch.
     *
     * @param stream the default stream of the writer; not null
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

    /**
     * Adds the advance of a cursor to the branch for which the connection's resource works. The cursor advances when
     * the branch is committed.
     *
     * @param cursor a cursor of this journal, from {@link io.ironjournal.Journal#cursor}; not null
     * @param to the id of the next entry to process
     * @throws IllegalStateException when this connection is closed, or its resource works for no branch
     * @throws io.ironjournal.CursorConflictException when another consumer has moved the cursor, or is moving it in a
     *     transaction
     * @throws io.ironjournal.BeyondEndException when {@code to} is above the stream's next id
     * @throws IllegalArgumentException when {@code to} is below the cursor's position, or the cursor belongs to another
     *     journal
     * @since 0.1.0
     */
    public void advance(Cursor cursor, long to) {
        Branch branch = association.branch();
        if (closed || branch == null) {
            throw new IllegalStateException("The connection to " + journal
                    + (closed
                            ? " was closed: get a new one"
                            : " works for no transaction: call advanceTo of the cursor"));
        }
        Associations.work(branch, association, Content.POSITION, changed -> changed.advance(cursor, to));
    }

    /**
     * Returns whether the connection's resource works for a branch.
     *
     * @return true between the start and the end of work for a transaction
     * @since 0.1.0
     */
    public boolean isInTransaction() {
        return association.branch() != null;
    }

    /**
     * Closes the handle and rolls back its local writers that are not committed. Entries that were added to a branch
     * stay in it. Can be called again without effect.
     */
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
