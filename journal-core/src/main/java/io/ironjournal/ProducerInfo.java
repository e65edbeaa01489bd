package io.ironjournal;

import java.time.Instant;

/**
 * One producer in the list of {@link JournalProducers#producers()}. Immutable. Later releases may add methods; do not
 * implement this interface.
 *
 * @since 0.1.0
 */
public interface ProducerInfo {

    /**
     * Returns the name of the producer.
     *
     * @return the name
     * @since 0.1.0
     */
    String name();

    /**
     * Returns the sequence of the last input that was written.
     *
     * @return the sequence, 0 or more
     * @since 0.1.0
     */
    long sequence();

    /**
     * Returns the time of the last move.
     *
     * @return the time by the clock of this machine, in milliseconds
     * @since 0.1.0
     */
    Instant movedAt();
}
