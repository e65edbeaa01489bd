package io.ironjournal;

/**
 * A range of consecutive entry ids of one stream.
 *
 * @param start the first id
 * @param end the id after the last one; the range contains {@code end - start} ids
 * @since 0.1.0
 */
public record IdRange(long start, long end) {

    /**
     * The range of a transaction that wrote nothing to a stream. It has no meaningful position.
     *
     * @since 0.1.0
     */
    public static final IdRange EMPTY = new IdRange(0, 0);

    /**
     * Creates a range.
     *
     * @param start the first id
     * @param end the id after the last one
     * @throws IllegalArgumentException when {@code start} is negative or {@code end} is below {@code start}
     * @since 0.1.0
     */
    public IdRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("Not a range of ids: " + start + " to " + end);
        }
    }

    /**
     * Returns the number of ids in the range.
     *
     * @return the number of ids, 0 or more
     * @since 0.1.0
     */
    public long size() {
        return end - start;
    }

    /**
     * Returns whether the range contains no id.
     *
     * @return whether {@link #size()} is 0
     * @since 0.1.0
     */
    public boolean isEmpty() {
        return start == end;
    }
}
