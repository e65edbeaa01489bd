package io.ironjournal.spi.transaction;

import org.jspecify.annotations.Nullable;

/**
 * A branch does not allow a call in its state. The call has had no effect.
 *
 * @since 0.1.0
 */
public final class BranchStateException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** The branch's state. */
    private final BranchState state;

    /**
     * Describes the refusal.
     *
     * @param state the branch's state
     * @param message what was refused, on which branch, and why
     * @param cause what brought the branch into that state; null when nothing failed
     * @since 0.1.0
     */
    public BranchStateException(BranchState state, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    /**
     * Returns the branch's state when the call was refused.
     *
     * @return the state
     * @since 0.1.0
     */
    public BranchState state() {
        return state;
    }
}
