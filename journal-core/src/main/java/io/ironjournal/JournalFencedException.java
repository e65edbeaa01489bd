package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when another process has opened the journal, so that this process can no longer write to it. Only journals
 * whose commit log is not in files throw it. The other process has everything that was forced before it opened the
 * journal: in {@link SyncMode#STRICT} everything that was acknowledged, in the other modes at least what was acknowledged
 * before the last {@link Journal#sync()}. The journal
 * accepts no more writes; reads go on, but do not see what the other process writes. Close it. Opening it again takes
 * the journal back from the other process.
 *
 * @since 0.1.0
 */
public final class JournalFencedException extends JournalFailedException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param outcomeUnknown whether the call may have taken effect; false when nothing of it was written
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public JournalFencedException(String message, boolean outcomeUnknown, @Nullable Throwable cause) {
        super(message, outcomeUnknown, cause);
    }
}
