package io.ironjournal;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Says how long a stream keeps its entries: a rule for {@link JournalOptionsBuilder#retention}. The journal removes whole
 * segments from the beginning of a stream while one of the rule's limits is exceeded, and never the last segment. So the
 * limits are exact to one segment; {@link JournalOptions#maxSegmentSize()} and {@link
 * JournalOptions#maxEntriesPerSegment()} say where segments end. Entries that are only in memory and in the commit log do
 * not count until they are in a segment. A rule is no promise that entries are erased at a certain time.
 *
 * <p>A rule does not remove entries that a reader still needs, unless {@link #evenPastCursors()} allows it: it removes no
 * entry at or above the lowest position of the stream's cursors. A cursor counts from its first move on, and while a
 * transaction is moving it. In a sharded journal, it also removes no entry at or above the position of the newest
 * checkpoint. A stream without cursors and checkpoints is limited by the rule alone.
 *
 * <p>Immutable. Each method returns a new rule.
 *
 * @since 0.1.0
 */
public final class Retention {

    private static final Retention FOREVER = new Retention(null, Long.MAX_VALUE, false, false);

    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final @Nullable Duration maxAge;
    private final long maxBytes;
    private final boolean untilConsumed;
    private final boolean pastCursors;

    private Retention(@Nullable Duration maxAge, long maxBytes, boolean untilConsumed, boolean pastCursors) {
        this.maxAge = maxAge;
        this.maxBytes = maxBytes;
        this.untilConsumed = untilConsumed;
        this.pastCursors = pastCursors;
    }

    /**
     * Returns a rule that keeps all entries. Use it to exclude streams from a more general rule that follows.
     *
     * @return the rule
     * @since 0.1.0
     */
    public static Retention forever() {
        return FOREVER;
    }

    /**
     * Returns a rule that removes segments whose entries are all older than this. The age of an entry is the difference
     * between the system clock and its {@linkplain Entry#time() time}. If the clock is wrong, the ages are, too.
     *
     * @param age 1 millisecond to 36,500 days
     * @return the rule
     * @throws IllegalArgumentException when the age is out of range
     * @since 0.1.0
     */
    public static Retention maxAge(Duration age) {
        return FOREVER.andMaxAge(age);
    }

    /**
     * Returns a rule that removes the oldest segments while the segments of a stream take more space than this.
     *
     * @param bytes the size of the segment files of one stream, as they are on the disk, so possibly compressed; 1 byte or
     *     more. Use several times {@link JournalOptions#maxSegmentSize()}
     * @return the rule
     * @throws IllegalArgumentException when the size is not positive
     * @since 0.1.0
     */
    public static Retention maxBytes(long bytes) {
        return FOREVER.andMaxBytes(bytes);
    }

    /**
     * Returns a rule that removes segments that all readers have read: those below the lowest position of the stream's
     * cursors, and of the newest checkpoint. A stream without cursors and checkpoints keeps everything.
     *
     * @return the rule
     * @since 0.1.0
     */
    public static Retention untilConsumed() {
        return new Retention(null, Long.MAX_VALUE, true, false);
    }

    /**
     * Adds the limit of {@link #maxAge}, or replaces it. A segment is removed if it exceeds one of the limits.
     *
     * @param age 1 millisecond to 36,500 days
     * @return the rule with the limit
     * @throws IllegalArgumentException when the age is out of range
     * @since 0.1.0
     */
    public Retention andMaxAge(Duration age) {
        Duration checked = OptionLimits.duration("retention maxAge", age, LONGEST, "36500 days");
        return new Retention(checked, maxBytes, untilConsumed, pastCursors);
    }

    /**
     * Adds the limit of {@link #maxBytes}, or replaces it. A segment is removed if it exceeds one of the limits.
     *
     * @param bytes 1 byte or more
     * @return the rule with the limit
     * @throws IllegalArgumentException when the size is not positive
     * @since 0.1.0
     */
    public Retention andMaxBytes(long bytes) {
        long checked = OptionLimits.range("retention maxBytes", bytes, 1, Long.MAX_VALUE);
        return new Retention(maxAge, checked, untilConsumed, pastCursors);
    }

    /**
     * Lets the limits also remove entries that cursors or the newest checkpoint have not passed. A consumer whose entries
     * were removed gets a {@link TruncatedException}, and must reset its cursor.
     *
     * @return the rule with this permission
     * @since 0.1.0
     */
    public Retention evenPastCursors() {
        return new Retention(maxAge, maxBytes, untilConsumed, true);
    }

    /**
     * Returns the limit of age.
     *
     * @return the age; empty when there is no such limit
     * @since 0.1.0
     */
    public Optional<Duration> maxAge() {
        return Optional.ofNullable(maxAge);
    }

    /**
     * Returns the limit of size.
     *
     * @return the size in bytes; empty when there is no such limit
     * @since 0.1.0
     */
    public OptionalLong maxBytes() {
        return maxBytes == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(maxBytes);
    }

    /**
     * Returns whether what all readers have read is removed.
     *
     * @return true for a rule that began with {@link #untilConsumed}
     * @since 0.1.0
     */
    public boolean removesConsumed() {
        return untilConsumed;
    }

    /**
     * Returns whether the limits may remove entries that readers have not read.
     *
     * @return true after {@link #evenPastCursors}
     * @since 0.1.0
     */
    public boolean isPastCursors() {
        return pastCursors;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof Retention other
                && Objects.equals(maxAge, other.maxAge)
                && maxBytes == other.maxBytes
                && untilConsumed == other.untilConsumed
                && pastCursors == other.pastCursors;
    }

    @Override
    public int hashCode() {
        return Objects.hash(maxAge, maxBytes, untilConsumed, pastCursors);
    }

    @Override
    public String toString() {
        return "Retention["
                + (maxAge == null && maxBytes == Long.MAX_VALUE && !untilConsumed ? "forever" : limits())
                + (pastCursors ? ", even past cursors]" : "]");
    }

    private String limits() {
        String text = untilConsumed ? ", until consumed" : "";
        text += maxAge == null ? "" : ", maxAge=" + maxAge;
        text += maxBytes == Long.MAX_VALUE ? "" : ", maxBytes=" + maxBytes;
        return text.substring(2);
    }
}
