package io.ironjournal.spi.transaction;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;
import io.ironjournal.transaction.BranchId;

/**
 * A branch with this id exists already.
 *
 * @since 0.1.0
 */
public final class DuplicateBranchException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the branch.
     *
     * @param id the branch that exists
     * @since 0.1.0
     */
    public DuplicateBranchException(BranchId id) {
        super("The journal already has a branch " + id, ErrorContext.NONE, null);
    }
}
