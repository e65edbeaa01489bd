package io.ironjournal.ra;

import io.ironjournal.Entry;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An entry of a dead-letter stream: an entry that was delivered in vain, where it came from, and why it was not
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

    private static final String VERSION = "dead-letter";
    private static final String OMITTED = "omitted";
    private static final int MAX_REASON = 1_000;

    private final String stream;
    private final long id;
    private final String cursor;
    private final long deliveries;
    private final String reason;
    private final byte[] data;
    private final boolean omitted;

    private DeadLetter(Map<String, String> lines, byte[] data) {
        this.stream = lines.getOrDefault("stream", "");
        this.id = Long.parseLong(lines.getOrDefault("id", ""));
        this.cursor = lines.getOrDefault("cursor", "");
        this.deliveries = Long.parseLong(lines.getOrDefault("deliveries", ""));
        this.reason = lines.getOrDefault("reason", "");
        this.omitted = OMITTED.equals(lines.get("data"));
        this.data = data;
    }

    /**
     * Reads an entry of a dead-letter stream.
     *
     * @param entry the entry
     * @return what it says
     * @throws IllegalArgumentException when the entry is no dead letter
     * @since 0.1.0
     */
    public static DeadLetter of(Entry entry) {
        byte[] bytes = entry.data();
        Map<String, String> lines = new LinkedHashMap<>();
        int begin = 0;
        for (int end = lineEnd(bytes, begin); end > begin; end = lineEnd(bytes, begin)) {
            String line = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
            int colon = line.indexOf(": ");
            if (colon < 0 || (lines.isEmpty() && !line.startsWith(VERSION))) {
                throw new IllegalArgumentException("Not a dead letter: " + entry);
            }
            lines.put(line.substring(0, colon), unescape(line.substring(colon + 2)));
            begin = end + 1;
        }
        if (begin >= bytes.length || bytes[begin] != '\n') {
            throw new IllegalArgumentException("Not a dead letter: " + entry);
        }
        return new DeadLetter(lines, Arrays.copyOfRange(bytes, begin + 1, bytes.length));
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return from;
    }

    /** Returns the bytes of a dead letter. */
    static byte[] encode(
            String stream, Entry entry, String cursor, long deliveries, Throwable reason, boolean withData) {
        byte[] data = withData ? entry.data() : new byte[0];
        byte[] head = (VERSION + ": 1\nstream: " + escape(stream) + "\nid: " + entry.id() + "\ncursor: "
                        + escape(cursor) + "\ndeliveries: " + deliveries + "\nreason: " + escape(describe(reason))
                        + "\ndata: " + (withData ? data.length : OMITTED) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] letter = Arrays.copyOf(head, head.length + data.length);
        System.arraycopy(data, 0, letter, head.length, data.length);
        return letter;
    }

    /** Returns the exception and its causes. Containers wrap exceptions of beans. */
    private static String describe(Throwable reason) {
        StringBuilder text = new StringBuilder(reason.toString());
        Throwable cause = reason.getCause();
        for (int depth = 0; cause != null && depth < 10; depth++) {
            text.append("; caused by ").append(cause);
            cause = cause.getCause();
        }
        return text.length() > MAX_REASON ? text.substring(0, MAX_REASON) + "…" : text.toString();
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                c = switch (text.charAt(i)) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    default -> text.charAt(i);
                };
            }
            plain.append(c);
        }
        return plain.toString();
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
        return "DeadLetter[entry " + id + " of stream '" + escape(stream) + "', cursor '" + escape(cursor) + "', "
                + deliveries + " deliveries: " + escape(reason) + "]";
    }
}
