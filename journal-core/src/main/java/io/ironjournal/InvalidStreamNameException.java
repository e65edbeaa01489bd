package io.ironjournal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a stream cannot have the given name: it is empty, longer than 85 bytes in UTF-8, or contains an unpaired
 * surrogate. In a sharded journal, also when it begins with {@code shard~}, which is reserved for the shards. {@link
 * #stream()} returns the name. Nothing was written.
 *
 * @since 0.1.0
 */
public final class InvalidStreamNameException extends JournalException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception without a context and without a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @since 0.1.0
     */
    public InvalidStreamNameException(String message) {
        this(message, ErrorContext.NONE, null);
    }

    /**
     * Creates the exception with a cause and without a context.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public InvalidStreamNameException(String message, @Nullable Throwable cause) {
        this(message, ErrorContext.NONE, cause);
    }

    /**
     * Creates the exception with a context and a cause.
     *
     * @param message says what failed, on what, why, and what to do next
     * @param context the stream, entry, file and offset that the error is about, as far as they are known
     * @param cause the cause, or null if there is none
     * @since 0.1.0
     */
    public InvalidStreamNameException(String message, ErrorContext context, @Nullable Throwable cause) {
        super(message, context, cause);
    }
}
