package io.ironjournal.jta;

import io.ironjournal.spi.transaction.Branch;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * An XA resource for a transaction manager, and handles for the application whose writers join the branches of that
 * resource. Any resource of the same journal may complete a branch of this resource, also after this connection is
 * closed. A transaction manager may use the resource on any thread. Only one thread at a time may call {@link
 * #getConnection()}.
 *
 * @since 0.1.0
 */
public final class JournalXAConnection implements AutoCloseable {

    private final XaJournal journal;
    private final ConnectionResource resource;
    private volatile @Nullable JournalConnection handle;

    JournalXAConnection(XaJournal journal) {
        this.journal = journal;
        this.resource = new ConnectionResource(journal.id());
    }

    /**
     * Returns the XA resource for the transaction manager.
     *
     * @return the resource; the same object at each call
     * @since 0.1.0
     */
    public XAResource getXAResource() {
        return resource;
    }

    /**
     * Returns a handle for the application. Closes the handle that this method returned before.
     *
     * @return a new handle
     * @throws IllegalStateException when this connection is closed
     * @since 0.1.0
     */
    public JournalConnection getConnection() {
        if (resource.association().isClosed()) {
            throw new IllegalStateException("The connection to " + journal + " was closed: get a new one");
        }
        closeHandle();
        JournalConnection next = new JournalConnection(journal.journal(), resource.association());
        handle = next;
        return next;
    }

    /**
     * Closes this connection and its handle. The journal stays open. If the resource still works for a branch, the
     * branch becomes rollback-only. Can be called again without effect.
     */
    @Override
    public void close() {
        Association association = resource.association();
        association.close();
        closeHandle();
        Branch branch = association.branch();
        if (branch != null) {
            branch.exclusively(() -> {
                if (branch.use() instanceof Associations users) {
                    users.fail(branch, association);
                }
                return true;
            });
        }
    }

    /** Returns the association of its resource. */
    Association association() {
        return resource.association();
    }

    private void closeHandle() {
        JournalConnection current = handle;
        if (current != null) {
            current.close();
        }
    }

    @Override
    public String toString() {
        return "JournalXAConnection[" + journal.journal()
                + (resource.association().isClosed() ? ", closed]" : "]");
    }
}
