package io.ironjournal;

import java.util.Objects;

/**
 * The result of a write by a {@link Producer}: whether it was written now, or already before. Immutable.
 *
 * @since 0.1.0
 */
public final class ProducerResult {

    private final IdRange ids;
    private final long lastSequence;

    private ProducerResult(IdRange ids, long lastSequence) {
        this.ids = ids;
        this.lastSequence = lastSequence;
    }

    /**
     * Returns the result of a write that was done, for implementations of {@link Producer}.
     *
     * @param ids the ids of the entries, at least one
     * @param sequence the sequence of the write
     * @return the result
     * @since 0.1.0
     */
    public static ProducerResult written(IdRange ids, long sequence) {
        return new ProducerResult(Objects.requireNonNull(ids, "ids"), sequence);
    }

    /**
     * Returns the result of a write that was not done, for implementations of {@link Producer}.
     *
     * @param lastSequence the last sequence of the producer
     * @return the result
     * @since 0.1.0
     */
    public static ProducerResult alreadyWritten(long lastSequence) {
        return new ProducerResult(IdRange.EMPTY, lastSequence);
    }

    /**
     * Returns whether this call has written the entries.
     *
     * @return false when the sequence was at or below the last one, so that nothing was written
     * @since 0.1.0
     */
    public boolean isWritten() {
        return !ids.isEmpty();
    }

    /**
     * Returns the ids of the entries.
     *
     * @return the ids; {@link IdRange#EMPTY} when nothing was written. The journal does not remember the ids of earlier
     *     sequences
     * @since 0.1.0
     */
    public IdRange ids() {
        return ids;
    }

    /**
     * Returns the last sequence of the producer.
     *
     * @return the sequence of this call when it has written; otherwise the last one at that moment
     * @since 0.1.0
     */
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public String toString() {
        return isWritten()
                ? "ProducerResult[written, ids " + ids + ", sequence " + lastSequence + "]"
                : "ProducerResult[already written, last sequence " + lastSequence + "]";
    }
}
