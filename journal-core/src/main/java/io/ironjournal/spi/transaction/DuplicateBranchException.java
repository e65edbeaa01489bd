package io.ironjournal.spi.transaction;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;
import io.ironjournal.transaction.BranchId;

/**
 * Thrown when a branch with the same id is active or prepared.
 *
 * @since 0.1.0
 */
public final class DuplicateBranchException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param id the id of the existing branch
     * @since 0.1.0
     */
    public DuplicateBranchException(BranchId id) {
        super("The journal already has a branch " + id, ErrorContext.ofBranch(id), null);
    }
}
