package io.ironjournal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An entry whose bytes are read where they lie in memory, without a copy. {@link JournalReader#read} and {@link
 * JournalReader#iterateViews} give views.
 *
 * <p>A view is valid only inside the function that received it, or until the next call of the iterator that returned it.
 * Later its methods describe another entry, and its bytes may be those of another entry. To keep an entry, copy its bytes.
 *
 * <p>Not thread-safe.
 *
 * @since 0.1.0
 */
public interface EntryView {

    /**
     * Returns the entry's id.
     *
     * @return the id in the stream, 0 or more
     * @since 0.1.0
     */
    long id();

    /**
     * Returns the time of the entry's commit, see {@link Entry#time()}.
     *
     * @return the time in microseconds since 1970 UTC
     * @since 0.1.0
     */
    long timeMicros();

    /**
     * Returns the time of the entry's commit, see {@link Entry#time()}. Creates an object; {@link #timeMicros()} does not.
     *
     * @return the time, with microseconds
     * @since 0.1.0
     */
    default Instant time() {
        return Instant.EPOCH.plus(timeMicros(), ChronoUnit.MICROS);
    }

    /**
     * Returns the entry's headers. Creates objects if there are any.
     *
     * @return the headers, which stay valid; {@link Headers#none()} when there is none
     * @since 0.1.0
     */
    Headers headers();

    /**
     * Returns the number of the entry's bytes.
     *
     * @return the length without the headers, 0 or more
     * @since 0.1.0
     */
    int length();

    /**
     * Returns the entry's bytes: those between the position and the limit of a read-only buffer. The position need not be
     * 0, and other bytes of the buffer belong to other entries. Each call sets position, limit and byte order (big-endian)
     * again. Views of one iterator may share one buffer.
     *
     * @return the buffer, which is valid as long as this view is
     * @since 0.1.0
     */
    ByteBuffer data();
}
