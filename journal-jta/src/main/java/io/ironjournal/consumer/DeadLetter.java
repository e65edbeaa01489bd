package io.ironjournal.consumer;

import io.ironjournal.Entry;
import io.ironjournal.delivery.DeadLetterLines;
import io.ironjournal.delivery.TextLines;
import java.util.Arrays;

/**
 * An entry of a dead-letter stream: an entry whose deliveries all failed, where it came from, and why it was not
 * consumed. Immutable.
 *
 * <p>The bytes of the entry in the dead-letter stream are lines of UTF-8 text that end with a line feed, an empty line,
 * and the bytes of the original entry. Readers must ignore lines that they do not know.
 *
 * <pre>
 * dead-letter: 1
 * stream: orders
 * id: 17
 * cursor: mailer
 * deliveries: 10
 * reason: java.sql.SQLException: The table has no row for this customer
 * data: 42
 *
 * …the 42 bytes of the entry
 * </pre>
 *
 * <p>Line breaks and backslashes in names and in the reason are written as {@code \n}, {@code \r} and {@code \\}. If
 * the entry and these lines together are larger than {@code maxEntrySize}, the value of {@code data} is {@code omitted}
 * and the bytes are missing; they are still in the original stream until it is truncated.
 *
 * @since 0.1.0
 */
public final class DeadLetter {

    private final String stream;
    private final long id;
    private final String cursor;
    private final long deliveries;
    private final String reason;
    private final byte[] data;
    private final boolean omitted;

    private DeadLetter(TextLines lines, byte[] data) {
        this.stream = lines.text("stream");
        this.id = lines.number("id");
        this.cursor = lines.text("cursor");
        this.deliveries = lines.number("deliveries");
        this.reason = lines.text("reason");
        this.omitted = DeadLetterLines.OMITTED.equals(lines.text("data"));
        this.data = data;
    }

    /**
     * Reads an entry of a dead-letter stream.
     *
     * @param entry the entry
     * @return the dead letter
     * @throws IllegalArgumentException when the entry is not a dead letter
     * @since 0.1.0
     */
    public static DeadLetter of(Entry entry) {
        byte[] bytes = entry.data();
        try {
            TextLines lines = TextLines.parse(bytes, DeadLetterLines.VERSION);
            return new DeadLetter(lines, Arrays.copyOfRange(bytes, lines.size(), bytes.length));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Not a dead letter: " + entry + ". " + e.getMessage(), e);
        }
    }

    /**
     * Returns the stream that contains the original entry.
     *
     * @return the stream's name
     * @since 0.1.0
     */
    public String stream() {
        return stream;
    }

    /**
     * Returns the id of the original entry.
     *
     * @return the id in {@link #stream()}
     * @since 0.1.0
     */
    public long id() {
        return id;
    }

    /**
     * Returns the cursor of the consumer.
     *
     * @return the cursor's name
     * @since 0.1.0
     */
    public String cursor() {
        return cursor;
    }

    /**
     * Returns how often the entry was delivered.
     *
     * @return the number of deliveries
     * @since 0.1.0
     */
    public long deliveries() {
        return deliveries;
    }

    /**
     * Returns why the last delivery failed.
     *
     * @return the exception and its causes, as text of at most 1,001 characters
     * @since 0.1.0
     */
    public String reason() {
        return reason;
    }

    /**
     * Returns the original entry.
     *
     * @return a copy of its bytes; empty when they were omitted
     * @since 0.1.0
     */
    public byte[] data() {
        return data.clone();
    }

    /**
     * Returns whether the bytes of the original entry are missing, because the dead letter would have been larger than
     * an entry can be.
     *
     * @return true when {@link #data()} is not the original entry
     * @since 0.1.0
     */
    public boolean isDataOmitted() {
        return omitted;
    }

    @Override
    public String toString() {
        return "DeadLetter[entry " + id + " of stream '" + TextLines.escape(stream) + "', cursor '"
                + TextLines.escape(cursor) + "', " + deliveries + " deliveries: " + TextLines.escape(reason) + "]";
    }
}
