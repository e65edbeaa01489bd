package io.ironjournal.jta;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/**
 * The XA resource of a journal, as a transaction manager enlists it and writes it to its own log. It contains only the
 * id of the journal, and finds the open journal at each call. Therefore a transaction that was decided before a crash
 * can be committed after it, even if the journal is not registered for recovery. While the journal is not open, every
 * call fails with {@code XAER_RMFAIL}; the transaction manager then keeps its log and tries again.
 *
 * <p>Two handles are equal when they have the same journal id. Each transaction gets a new handle, because the
 * association with a branch belongs to the object.
 *
 * @since 0.1.0
 */
public class JournalRecoveryHandle extends JournalXAResource implements Serializable {

    /** Never changes, because transaction managers keep serialized handles across upgrades. */
    private static final long serialVersionUID = 1L;

    /** The id of the journal. */
    private final UUID journalId;

    /**
     * Creates a handle for a journal. The journal need not be open.
     *
     * @param journalId the journal's id; not null
     * @since 0.1.0
     */
    public JournalRecoveryHandle(UUID journalId) {
        this.journalId = Objects.requireNonNull(journalId, "journalId");
    }

    /**
     * Creates a handle for a subclass that decorates another handle. To the journal both are the same resource.
     *
     * @param handle the handle to decorate; not null
     * @since 0.1.0
     */
    protected JournalRecoveryHandle(JournalRecoveryHandle handle) {
        super(handle.association());
        this.journalId = handle.journalId;
    }

    @Override
    public final UUID journalId() {
        return journalId;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof JournalRecoveryHandle handle && handle.journalId.equals(journalId);
    }

    @Override
    public final int hashCode() {
        return journalId.hashCode();
    }
}
