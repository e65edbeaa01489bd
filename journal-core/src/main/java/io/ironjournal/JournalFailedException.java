package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a write or an fsync of the journal, or the deletion of one of its files, has failed. The journal accepts
 * no more writes until it is closed and opened again; reads go on. Opening it again reads what is durable, and
 * completes removals. {@link #outcomeUnknown()} says whether the failed call may have taken effect.
 *
 * @since 0.1.0
 */
public sealed class JournalFailedException extends JournalException permits JournalFencedException {

    private static final long serialVersionUID = 1L;

    /** Whether the call that threw this may have taken effect. */
    private final boolean outcomeUnknown;

    /**
     * Creates the exception.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param outcomeUnknown whether the call may have taken effect; false when the call was rejected because the
     *     journal had failed before
     * @param cause the first failure, or null if it is not known
     * @since 0.1.0
     */
    public JournalFailedException(String message, boolean outcomeUnknown, @Nullable Throwable cause) {
        this(message, outcomeUnknown, cause, true);
    }

    /**
     * Creates the exception with a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the stream, entry, file and offset that the error is about, as far as they are known
     * @param outcomeUnknown whether the call may have taken effect
     * @param cause the first failure, or null if it is not known
     * @since 0.1.0
     */
    public JournalFailedException(
            String message, ErrorContext context, boolean outcomeUnknown, @Nullable Throwable cause) {
        super(message, context, cause);
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Creates the exception with or without a stack trace. An exception without one can be created in advance and
     * thrown later, when there is no memory to create one.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param outcomeUnknown whether the call may have taken effect
     * @param cause the first failure, or null if it is not known
     * @param withStackTrace whether the exception has a stack trace
     * @since 0.1.0
     */
    public JournalFailedException(
            String message, boolean outcomeUnknown, @Nullable Throwable cause, boolean withStackTrace) {
        super(message, ErrorContext.NONE, cause, withStackTrace);
        this.outcomeUnknown = outcomeUnknown;
    }

    /**
     * Returns whether the call may have taken effect.
     *
     * @return true when the effect of the call may be there after the journal is opened again; false when nothing was
     *     written, because the journal had already failed. A call that writes several records, such as {@link
     *     JournalWriter#importEntries}, may have written some of them before
     */
    @Override
    public boolean outcomeUnknown() {
        return outcomeUnknown;
    }
}
