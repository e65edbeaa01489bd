package io.ironjournal;

import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * An entry that is to be written, with headers:
 *
 * <pre>{@code
 * journal.append("orders", NewEntry.of(bytes).header("content-type", "application/json"));
 * }</pre>
 *
 * An entry without headers takes the same space as one that is appended as an array. {@link #of(byte[])} does not copy
 * its array, and {@link #data()} returns the same one: do not change it before the call that takes the entry has
 * returned. That call copies it. Apart from that array, an object is immutable.
 *
 * @since 0.1.0
 */
public final class NewEntry {

    private final byte[] data;
    private final Headers headers;

    private NewEntry(byte[] data, Headers headers) {
        this.data = data;
        this.headers = headers;
    }

    /**
     * Returns an entry without headers.
     *
     * @param data the entry's bytes, may be empty; not copied
     * @return the entry
     * @since 0.1.0
     */
    public static NewEntry of(byte[] data) {
        return new NewEntry(Objects.requireNonNull(data, "data"), Headers.none());
    }

    /**
     * Returns an entry without headers: the bytes between the buffer's position and its limit.
     *
     * @param data the bytes, may be empty; they are copied, and the buffer does not change
     * @return the entry
     * @since 0.1.0
     */
    public static NewEntry of(ByteBuffer data) {
        byte[] bytes = new byte[Objects.requireNonNull(data, "data").remaining()];
        data.get(data.position(), bytes);
        return new NewEntry(bytes, Headers.none());
    }

    /**
     * Returns this entry with one more header of text.
     *
     * @param name the name, 1 to 255 bytes of UTF-8; a header of the same name is replaced
     * @param value the value, which is stored in UTF-8
     * @return a new object
     * @throws IllegalArgumentException when the name or the value is not valid, see {@link Headers#with(String, String)}
     * @throws HeadersTooLargeException when the headers would exceed {@link Headers#MAX_SIZE} bytes together
     * @since 0.1.0
     */
    public NewEntry header(String name, String value) {
        return new NewEntry(data, headers.with(name, value));
    }

    /**
     * Returns this entry with one more header of any bytes.
     *
     * @param name the name, 1 to 255 bytes of UTF-8; a header of the same name is replaced
     * @param value the value, which is copied
     * @return a new object
     * @throws IllegalArgumentException when the name is not valid, see {@link Headers#with(String, byte[])}
     * @throws HeadersTooLargeException when the headers would exceed {@link Headers#MAX_SIZE} bytes together
     * @since 0.1.0
     */
    public NewEntry header(String name, byte[] value) {
        return new NewEntry(data, headers.with(name, value));
    }

    /**
     * Returns this entry with other headers instead of its own, for example those of another entry.
     *
     * @param replacing the headers
     * @return a new object
     * @since 0.1.0
     */
    public NewEntry headers(Headers replacing) {
        return new NewEntry(data, Objects.requireNonNull(replacing, "replacing"));
    }

    /**
     * Returns the entry's bytes.
     *
     * @return the array itself
     * @since 0.1.0
     */
    public byte[] data() {
        return data;
    }

    /**
     * Returns the entry's headers.
     *
     * @return the headers; {@link Headers#none()} when there is none
     * @since 0.1.0
     */
    public Headers headers() {
        return headers;
    }

    @Override
    public String toString() {
        return "NewEntry[" + data.length + " bytes, " + headers + "]";
    }
}
