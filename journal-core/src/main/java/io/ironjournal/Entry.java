package io.ironjournal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An entry of a stream with its id, its headers and the time of its commit. The caller owns the array: changing it does
 * not change the journal. Two entries are equal when their ids, times, headers and bytes are equal.
 *
 * <p>The time is that of the system clock when the entry was committed. The entries of one call or transaction have the
 * same time. Times never decrease within a stream: when the clock goes back, new entries get the time of the last entry
 * until the clock reaches it.
 *
 * @since 0.1.0
 */
public sealed class Entry {

    private final long id;
    private final long timeMicros;
    private final byte[] data;

    /**
     * Creates an entry, for example in a test of an application.
     *
     * @param id the entry's id in its stream, 0 or more
     * @param timeMicros the time of its commit, in microseconds since 1970 UTC, 0 or more
     * @param data the entry's bytes; may be empty, never null; not copied
     * @since 0.1.0
     */
    public Entry(long id, long timeMicros, byte[] data) {
        this.id = id;
        this.timeMicros = timeMicros;
        this.data = data;
    }

    /**
     * Creates an entry with headers, for example in a test of an application.
     *
     * @param id the entry's id in its stream, 0 or more
     * @param timeMicros the time of its commit, in microseconds since 1970 UTC, 0 or more
     * @param headers the entry's headers
     * @param data the entry's bytes; may be empty, never null; not copied
     * @return the entry
     * @since 0.1.0
     */
    public static Entry of(long id, long timeMicros, Headers headers, byte[] data) {
        return headers.isEmpty() ? new Entry(id, timeMicros, data) : new WithHeaders(id, timeMicros, headers, data);
    }

    /**
     * Returns the entry's id.
     *
     * @return the id in the stream, 0 or more
     * @since 0.1.0
     */
    public final long id() {
        return id;
    }

    /**
     * Returns the time of the entry's commit.
     *
     * @return the time, with microseconds
     * @since 0.1.0
     */
    public final Instant time() {
        return Instant.EPOCH.plus(timeMicros, ChronoUnit.MICROS);
    }

    /**
     * Returns the time of the entry's commit as a number.
     *
     * @return the time in microseconds since 1970 UTC
     * @since 0.1.0
     */
    public final long timeMicros() {
        return timeMicros;
    }

    /**
     * Returns the entry's bytes.
     *
     * @return the array, which belongs to the caller; may be empty, never null
     * @since 0.1.0
     */
    public final byte[] data() {
        return data;
    }

    /**
     * Returns the entry's headers.
     *
     * @return the headers, in the order in which the writer added them; {@link Headers#none()} when there is none
     * @since 0.1.0
     */
    public Headers headers() {
        return Headers.none();
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof Entry entry
                && entry.id == id
                && entry.timeMicros == timeMicros
                && entry.headers().equals(headers())
                && Arrays.equals(entry.data, data);
    }

    @Override
    public final int hashCode() {
        return 31 * (31 * Long.hashCode(id) + Long.hashCode(timeMicros)) + Arrays.hashCode(data);
    }

    @Override
    public final String toString() {
        String also = headers().isEmpty() ? "" : ", " + headers();
        return "Entry[id=" + id + ", time=" + time() + ", " + data.length + " bytes" + also + "]";
    }

    /** A class of its own, so that entries without headers need no field for them. */
    private static final class WithHeaders extends Entry {

        private final Headers headers;

        WithHeaders(long id, long timeMicros, Headers headers, byte[] data) {
            super(id, timeMicros, data);
            this.headers = headers;
        }

        @Override
        public Headers headers() {
            return headers;
        }
    }
}
