package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Writing or forcing the journal failed, and it accepts no further write until it is closed and opened again. Reopening
 * reads what truly persisted.
 */
public class JournalFailedException extends JournalException {

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
     */
    public JournalFailedException(String message, boolean outcomeUnknown, @Nullable Throwable cause) {
        super(message, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Tells whether the call may have taken effect.
     *
     * @return true when its bytes may or may not be found after reopening; false when certainly nothing was written,
     *     because the journal had failed earlier
     */
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
