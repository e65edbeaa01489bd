package io.ironjournal.consumer;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.delivery.DeadLetterHeaders;
import io.ironjournal.delivery.TextLines;
import java.util.List;

/**
 * An entry of a dead-letter stream: an entry whose deliveries all failed, where it came from, and why it was not
 * consumed. Immutable.
 *
 * <p>The entry in the dead-letter stream has the bytes and the headers of the original entry, and these headers:
 *
 * <table>
 * <caption>Headers of a dead letter</caption>
 * <tr><th>name</th><th>value, as text</th></tr>
 * <tr><td>{@code dead-letter.stream}</td><td>the stream of the original entry</td></tr>
 * <tr><td>{@code dead-letter.id}</td><td>its id there</td></tr>
 * <tr><td>{@code dead-letter.cursor}</td><td>the cursor of the consumer</td></tr>
 * <tr><td>{@code dead-letter.deliveries}</td><td>how often the entry was delivered</td></tr>
 * <tr><td>{@code dead-letter.reason}</td><td>the exception of the last delivery and its causes</td></tr>
 * <tr><td>{@code dead-letter.omitted}</td><td>only if something of the original entry is missing: {@code headers} if they
 * do not all fit, {@code data} if the journal's options do not allow entries of that size any more, or
 * {@code data,headers}</td></tr>
 * </table>
 *
 * <p>What is missing is still in the original stream until it is truncated. If a dead letter becomes a dead letter again,
 * the headers are about the last time.
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
    private final Headers headers;
    private final List<String> omitted;

    private DeadLetter(Entry entry) {
        Headers all = entry.headers();
        this.stream = required(all, DeadLetterHeaders.STREAM);
        this.id = Long.parseLong(required(all, DeadLetterHeaders.ID));
        this.cursor = required(all, DeadLetterHeaders.CURSOR);
        this.deliveries = Long.parseLong(required(all, DeadLetterHeaders.DELIVERIES));
        this.reason = required(all, DeadLetterHeaders.REASON);
        this.omitted = List.of(all.text(DeadLetterHeaders.OMITTED).orElse("").split(","));
        this.headers = DeadLetterHeaders.original(all);
        this.data = entry.data();
    }

    private static String required(Headers headers, String name) {
        return headers.text(name).orElseThrow(() -> new IllegalArgumentException("It has no header '" + name + "'"));
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
        try {
            return new DeadLetter(entry);
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
     * Returns the headers of the original entry.
     *
     * @return its headers, without those that say why it is a dead letter
     * @since 0.1.0
     */
    public Headers headers() {
        return headers;
    }

    /**
     * Returns whether the bytes of the original entry are missing, because the options of the journal no longer allow
     * entries of that size.
     *
     * @return true when {@link #data()} is not the original entry
     * @since 0.1.0
     */
    public boolean isDataOmitted() {
        return omitted.contains(DeadLetterHeaders.DATA);
    }

    /**
     * Returns whether some headers of the original entry are missing, because they do not fit beside those of the dead
     * letter.
     *
     * @return true when {@link #headers()} are not all headers of the original entry
     * @since 0.1.0
     */
    public boolean areHeadersOmitted() {
        return omitted.contains(DeadLetterHeaders.HEADERS);
    }

    @Override
    public String toString() {
        return "DeadLetter[entry " + id + " of stream '" + TextLines.escape(stream) + "', cursor '"
                + TextLines.escape(cursor) + "', " + deliveries + " deliveries: " + TextLines.escape(reason) + "]";
    }
}
