package io.ironjournal.delivery;

import io.ironjournal.Entry;
import java.util.Arrays;

/** Writes the bytes of dead letters, which {@code DeadLetter} describes and reads. */
public final class DeadLetterLines {

    /** The name of the first line. */
    public static final String VERSION = "dead-letter";

    /** The value of {@code data} if the bytes of the entry are missing. */
    public static final String OMITTED = "omitted";

    private static final int MAX_REASON = 1_000;

    private DeadLetterLines() {}

    /** Returns the bytes of a dead letter. */
    public static byte[] encode(
            String stream, Entry entry, String cursor, long deliveries, Throwable reason, boolean withData) {
        byte[] data = withData ? entry.data() : new byte[0];
        byte[] head = TextLines.encode(
                VERSION,
                1,
                "stream",
                stream,
                "id",
                entry.id(),
                "cursor",
                cursor,
                "deliveries",
                deliveries,
                "reason",
                describe(reason),
                "data",
                withData ? data.length : OMITTED);
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
}
