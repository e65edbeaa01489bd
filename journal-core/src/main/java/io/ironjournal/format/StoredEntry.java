package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.NewEntry;
import java.util.Arrays;

/**
 * The bytes of an entry in records, memtables and segments. Those of an entry without headers are its own. Otherwise its
 * headers precede them:
 *
 * <pre>
 *   0  2  length of the headers
 *   2     the headers, see {@link Headers#toBytes()}
 *         the entry's own bytes
 * </pre>
 *
 * One bit says whether there are headers. In a record and in a block it is the highest bit of the entry's length. In
 * memory and in checksums it is the highest bit of the <em>stamp</em>: a number whose other bits are the entry's time.
 */
public final class StoredEntry {

    /** The most bytes that headers add to an entry. */
    public static final int MAX_HEADERS = Short.BYTES + Headers.MAX_SIZE;

    /** Size of the length before the headers, in bytes. */
    public static final int HEADERS_LENGTH = Short.BYTES;

    private static final int LENGTH_MARK = Integer.MIN_VALUE;
    private static final long STAMP_MARK = Long.MIN_VALUE;

    private StoredEntry() {}

    /** Returns the number of bytes that headers add to an entry. */
    public static int sizeOf(Headers headers) {
        return headers.isEmpty() ? 0 : Short.BYTES + headers.toBytes().length;
    }

    /** Returns the stored bytes of an entry. */
    public static byte[] encode(NewEntry entry) {
        byte[] data = entry.data();
        if (entry.headers().isEmpty()) {
            return data.clone();
        }
        byte[] headers = encode(entry.headers());
        byte[] stored = Arrays.copyOf(headers, headers.length + data.length);
        System.arraycopy(data, 0, stored, headers.length, data.length);
        return stored;
    }

    /** Returns the bytes before an entry's own; none if there are no headers. */
    static byte[] encode(Headers headers) {
        byte[] encoded = headers.toBytes();
        if (encoded.length == 0) {
            return encoded;
        }
        byte[] stored = new byte[Short.BYTES + encoded.length];
        stored[0] = (byte) encoded.length;
        stored[1] = (byte) (encoded.length >> Byte.SIZE);
        System.arraycopy(encoded, 0, stored, Short.BYTES, encoded.length);
        return stored;
    }

    /** Returns the number before the bytes of an entry in a record or a block: its length, and whether it has headers. */
    public static int lengthField(int length, boolean headers) {
        return headers ? length | LENGTH_MARK : length;
    }

    /** Returns the length of the stored bytes. */
    public static int length(int lengthField) {
        return lengthField & ~LENGTH_MARK;
    }

    /** Returns whether the field before an entry says that it has headers. */
    public static boolean hasHeaders(int lengthField) {
        return lengthField < 0;
    }

    /** Returns the stamp of an entry with this time. */
    public static long stamp(long time, boolean headers) {
        return headers ? time | STAMP_MARK : time;
    }

    /** Returns the time in a stamp. */
    public static long time(long stamp) {
        return stamp & ~STAMP_MARK;
    }

    /** Returns whether an entry with this stamp has headers. */
    public static boolean hasHeaders(long stamp) {
        return stamp < 0;
    }

    /** Returns an entry with copies of its stored bytes. */
    public static Entry copy(long id, long stamp, byte[] bytes, int from, int to) {
        if (!hasHeaders(stamp)) {
            return new Entry(id, stamp, Arrays.copyOfRange(bytes, from, to));
        }
        int data = dataAt(bytes, from, to);
        Headers headers = Headers.ofBytes(bytes, from + Short.BYTES, data - from - Short.BYTES);
        return Entry.of(id, time(stamp), headers, Arrays.copyOfRange(bytes, data, to));
    }

    /** Returns an entry whose stored bytes fill an array that belongs to the caller. */
    public static Entry of(long id, long stamp, byte[] bytes) {
        return hasHeaders(stamp) ? copy(id, stamp, bytes, 0, bytes.length) : new Entry(id, stamp, bytes);
    }

    /**
     * Returns where the own bytes of an entry with headers begin.
     *
     * @throws CorruptionException if the headers do not end within the entry
     */
    public static int dataAt(byte[] bytes, int from, int to) {
        if (to - from >= Short.BYTES) {
            int length = Byte.toUnsignedInt(bytes[from]) | Byte.toUnsignedInt(bytes[from + 1]) << Byte.SIZE;
            if (length > 0 && length <= to - from - Short.BYTES) {
                return from + Short.BYTES + length;
            }
        }
        throw new CorruptionException(
                "The headers of an entry do not end within it, although the checksum of its bytes is right");
    }

    /**
     * Checks the headers in the stored bytes of an entry that has some.
     *
     * @throws CorruptionException if they contradict themselves
     */
    static void check(byte[] bytes, int from, int to) {
        int data = dataAt(bytes, from, to);
        Headers.ofBytes(bytes, from + Short.BYTES, data - from - Short.BYTES);
    }
}
