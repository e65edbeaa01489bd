package io.ironjournal;

/**
 * Consecutive entry ids of one stream.
 *
 * @param start the first id
 * @param end the id after the last one, so that {@code end - start} entries are meant
 * @since 0.1.0
 */
public record IdRange(long start, long end) {

    /**
     * The range of a transaction that wrote nothing to the stream asked about.
     *
     * @since 0.1.0
     */
    public static final IdRange EMPTY = new IdRange(0, 0);

    /**
     * Checks the bounds.
     *
     * @param start the first id
     * @param end the id after the last one
     * @throws IllegalArgumentException when {@code start} is negative or {@code end} lies before it
     * @since 0.1.0
     */
    public IdRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("Not a range of ids: " + start + " to " + end);
        }
    }

    /**
     * Counts the ids.
     *
     * @return how many ids the range holds
     * @since 0.1.0
     */
    public long size() {
        return end - start;
    }

    /**
     * Tells whether there is nothing in the range.
     *
     * @return whether the range holds no id
     * @since 0.1.0
     */
    public boolean isEmpty() {
        return start == end;
    }
}
