package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when writing or forcing the journal failed: it accepts no further write until it is closed and opened again.
 * Reopening reads what truly persisted.
 *
 * @since 0.1.0
 */
public final class JournalFailedException extends JournalException {

    private static final long serialVersionUID = 1L;

    /** Whether the call that threw this may have taken effect. */
    private final boolean outcomeUnknown;

    /**
     * Describes the failure.
     *
     * @param message what happened and what to do
     * @param outcomeUnknown whether the call may have taken effect; false when it was refused because the journal had
     *     failed before
     * @param cause the first failure
     * @since 0.1.0
     */
    public JournalFailedException(String message, boolean outcomeUnknown, @Nullable Throwable cause) {
        this(message, outcomeUnknown, cause, true);
    }

    /**
     * Describes the failure by an exception that may be created in advance, for when there is no memory left.
     *
     * @param message what happened and what to do
     * @param outcomeUnknown whether the call may have taken effect
     * @param cause the first failure
     * @param withStackTrace whether the exception has a stack trace
     * @since 0.1.0
     */
    public JournalFailedException(
            String message, boolean outcomeUnknown, @Nullable Throwable cause, boolean withStackTrace) {
        super(message, ErrorContext.NONE, cause, withStackTrace);
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Tells whether the call may have taken effect.
     *
     * @return true when its bytes may or may not be found after reopening; false when certainly nothing was written,
     *     because the journal had failed earlier
     */
    @Override
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
