package io.ironjournal.delivery;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The headers of dead letters, which {@code DeadLetter} describes and reads. */
public final class DeadLetterHeaders {

    /** The beginning of the names of all headers that an entry gets when it becomes a dead letter. */
    public static final String PREFIX = "dead-letter.";

    public static final String STREAM = PREFIX + "stream";
    public static final String ID = PREFIX + "id";
    public static final String CURSOR = PREFIX + "cursor";
    public static final String DELIVERIES = PREFIX + "deliveries";
    public static final String REASON = PREFIX + "reason";

    /** Says what of the original entry is missing: {@link #DATA}, {@link #HEADERS}, or both with a comma between them. */
    public static final String OMITTED = PREFIX + "omitted";

    /** The value of {@link #OMITTED} if the bytes are missing. */
    public static final String DATA = "data";

    /** The value of {@link #OMITTED} if some headers are missing. */
    public static final String HEADERS = "headers";

    private static final int MAX_REASON = 1_000;

    private DeadLetterHeaders() {}

    /**
     * Returns the headers of a dead letter: those of the entry as far as there is room, and those that say why it is one.
     *
     * @param withData whether the dead letter has the bytes of the entry
     */
    public static Headers of(
            String stream, Entry entry, String cursor, long deliveries, Throwable reason, boolean withData) {
        Headers why = Headers.none()
                .with(STREAM, stream)
                .with(ID, Long.toString(entry.id()))
                .with(CURSOR, cursor)
                .with(DELIVERIES, Long.toString(deliveries))
                // An exception may have any text, also half of a surrogate pair.
                .with(REASON, describe(reason).getBytes(StandardCharsets.UTF_8));
        Headers most = why.with(OMITTED, DATA + ',' + HEADERS);
        Headers kept = fitting(entry.headers(), Headers.MAX_SIZE - most.toBytes().length);
        boolean whole = kept.names().size() == original(entry.headers()).names().size();
        String missing = (withData ? "" : DATA) + (withData || whole ? "" : ",") + (whole ? "" : HEADERS);
        Headers all = kept;
        for (Map.Entry<String, byte[]> header : why.toMap().entrySet()) {
            all = all.with(header.getKey(), header.getValue());
        }
        return missing.isEmpty() ? all : all.with(OMITTED, missing);
    }

    /** Returns the headers that an entry had before it became a dead letter. */
    public static Headers original(Headers headers) {
        return fitting(headers, Headers.MAX_SIZE);
    }

    private static Headers fitting(Headers headers, int room) {
        Headers kept = Headers.none();
        for (Map.Entry<String, byte[]> header : headers.toMap().entrySet()) {
            int size = Headers.none().with(header.getKey(), header.getValue()).toBytes().length;
            if (!header.getKey().startsWith(PREFIX) && kept.toBytes().length + size <= room) {
                kept = kept.with(header.getKey(), header.getValue());
            }
        }
        return kept;
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
