package io.ironjournal.transaction;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;

/**
 * Thrown when the journal has no branch with the given id: no such branch was begun, a crash lost it before it was
 * prepared, or it was already committed or rolled back. {@link #branch()} returns the id.
 *
 * @since 0.1.0
 */
public final class UnknownBranchException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param id the id of the branch
     * @since 0.1.0
     */
    public UnknownBranchException(BranchId id) {
        super(
                "Unknown branch " + id + ": it did not begin in this journal, or it has already ended",
                ErrorContext.ofBranch(id),
                null);
    }
}
