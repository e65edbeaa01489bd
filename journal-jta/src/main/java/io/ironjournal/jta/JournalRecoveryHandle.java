package io.ironjournal.jta;

import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;

/**
 * The journal's XA resource as a transaction manager enlists it and writes it to its own log: it holds the journal's
 * identity only, and finds the open journal when it is called. So a transaction that was decided before a crash commits
 * after it, even when nobody registered the journal for recovery. While the journal is not open every call fails with
 * {@code XAER_RMFAIL}, which makes the transaction manager keep its log and try again.
 *
 * <p>Two handles are equal when they stand for the same journal. Each transaction gets a handle of its own, since
 * whether a handle works for a branch belongs to the object.
 *
 * @since 0.1.0
 */
public class JournalRecoveryHandle extends JournalXAResource implements Serializable {

    /** Never changes: transaction managers keep serialized handles over upgrades. */
    private static final long serialVersionUID = 1L;

    /** Which journal. */
    private final UUID journalId;

    /**
     * Stands for a journal, open or not.
     *
     * @param journalId the journal's id
     * @since 0.1.0
     */
    public JournalRecoveryHandle(UUID journalId) {
        this.journalId = Objects.requireNonNull(journalId, "journalId");
    }

    /**
     * Stands for the same resource as another handle, for a subclass that decorates it: to the journal the two are one.
     *
     * @param handle the handle to decorate
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
