package io.ironjournal.spi.transaction;

import io.ironjournal.transaction.BranchId;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a branch does not allow a call in its state. The call had no effect.
 *
 * @since 0.1.0
 */
public final class BranchStateException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** The branch. */
    private final BranchId branch;

    /** The branch's state when the call was rejected. */
    private final BranchState state;

    /**
     * Creates the exception.
     *
     * @param branch the branch's id
     * @param state the branch's state
     * @param message says what was rejected, on which branch, and why
     * @param cause the failure that led to the state, or null if there is none
     * @since 0.1.0
     */
    public BranchStateException(BranchId branch, BranchState state, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.branch = branch;
        this.state = state;
    }

    /**
     * Returns the branch on which the call was made.
     *
     * @return the branch's id
     * @since 0.1.0
     */
    public BranchId branch() {
        return branch;
    }

    /**
     * Returns the branch's state when the call was rejected.
     *
     * @return the state
     * @since 0.1.0
     */
    public BranchState state() {
        return state;
    }
}
