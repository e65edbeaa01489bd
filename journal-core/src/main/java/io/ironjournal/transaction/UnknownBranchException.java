package io.ironjournal.transaction;

import io.ironjournal.JournalException;

/** The journal knows no such branch: it never began, or its outcome is already settled. */
public class UnknownBranchException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Names the branch.
     *
     * @param id the branch that is not known
     */
    public UnknownBranchException(BranchId id) {
        super("The journal knows no branch " + id + ": it never began here, or its outcome is already settled");
    }
}
