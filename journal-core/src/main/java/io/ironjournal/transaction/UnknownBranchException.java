package io.ironjournal.transaction;

import io.ironjournal.ErrorContext;
import io.ironjournal.JournalException;

/**
 * The journal knows no such branch: it never began, or its outcome is already settled.
 *
 * @since 0.1.0
 */
public final class UnknownBranchException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the branch.
     *
     * @param id the branch that is not known
     * @since 0.1.0
     */
    public UnknownBranchException(BranchId id) {
        super(
                "The journal knows no branch " + id + ": it never began here, or its outcome is already settled",
                ErrorContext.ofBranch(id),
                null);
    }
}
