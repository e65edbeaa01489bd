package io.ironjournal.jta;

import io.ironjournal.spi.transaction.Branch;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;

/**
 * A resource for the transaction manager together with a connection whose writers take part in its branches. Any
 * resource of the same journal may complete a branch that this one worked for, also after this one was closed.
 *
 * @since 0.1.0
 */
public final class JournalXAConnection implements AutoCloseable {

    private final OpenJournal journal;
    private final ConnectionResource resource;
    private volatile @Nullable JournalConnection handle;

    JournalXAConnection(OpenJournal journal) {
        this.journal = journal;
        this.resource = new ConnectionResource(journal.id());
    }

    /**
     * The side of the transaction manager.
     *
     * @return always the same resource
     * @since 0.1.0
     */
    public XAResource getXAResource() {
        return resource;
    }

    /**
     * The side of the application.
     *
     * @return a new handle; the one given out before is closed
     * @throws IllegalStateException when this connection is closed
     * @since 0.1.0
     */
    public JournalConnection getConnection() {
        if (resource.association().isClosed()) {
            throw new IllegalStateException("The connection to " + journal + " was closed");
        }
        closeHandle();
        JournalConnection next = new JournalConnection(journal.journal(), resource.association());
        handle = next;
        return next;
    }

    /**
     * Closes the connection. A branch that its resource still works for can only be rolled back afterwards. Idempotent.
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

    /** What its resource works for. */
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
