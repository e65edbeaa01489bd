package io.ironjournal;

import io.ironjournal.text.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an entry: names with values, in the order in which they were added. They say what the bytes of the entry
 * do not: the content type, a schema, a correlation id, a W3C {@code traceparent}. A name occurs once. The journal stores
 * headers and does not interpret them. Two objects are equal if they have the same headers in the same order.
 *
 * <p>Immutable and thread-safe. {@link NewEntry#header(String, String)} adds headers to an entry, {@link Entry#headers()}
 * returns them.
 *
 * @since 0.1.0
 */
public final class Headers {

    /**
     * The limit of the headers of an entry, in bytes: the names in UTF-8, the values, and {@value #OVERHEAD} bytes for
     * each header.
     *
     * @since 0.1.0
     */
    public static final int MAX_SIZE = 4096;

    /**
     * What a header needs besides its name and its value, in bytes.
     *
     * @since 0.1.0
     */
    public static final int OVERHEAD = 3;

    private static final int MAX_NAME = 255;
    private static final Headers NONE = new Headers(new byte[0]);

    /** For each header: 1 byte for the length of its name, the name, 2 bytes for the length of its value, the value. */
    private final byte[] encoded;

    private Headers(byte[] encoded) {
        this.encoded = encoded;
    }

    /**
     * Returns no headers.
     *
     * @return always the same object
     * @since 0.1.0
     */
    public static Headers none() {
        return NONE;
    }

    /**
     * Decodes headers that {@link #toBytes()} has encoded.
     *
     * @param bytes an array with the encoded headers, which is copied
     * @param from the offset of the encoded headers in the array
     * @param length their length in bytes, up to {@link #MAX_SIZE}
     * @return the headers
     * @throws CorruptionException when the bytes are not encoded headers
     * @throws IndexOutOfBoundsException when the range is not in the array
     * @since 0.1.0
     */
    public static Headers ofBytes(byte[] bytes, int from, int length) {
        Objects.checkFromIndexSize(from, length, bytes.length);
        if (length == 0) {
            return NONE;
        }
        int at = from;
        int end = from + length;
        while (at < end) {
            int value = at + 1 + Byte.toUnsignedInt(bytes[at]);
            if (value == at + 1 || value + 2 > end) {
                throw damaged();
            }
            at = value + 2 + valueLength(bytes, value);
        }
        if (at != end || length > MAX_SIZE) {
            throw damaged();
        }
        return new Headers(Arrays.copyOfRange(bytes, from, end));
    }

    private static CorruptionException damaged() {
        return new CorruptionException("The headers of an entry are damaged: a name or a value does not end within"
                + " them. Nothing shows that other bytes of the entry are damaged");
    }

    /**
     * Returns these headers with one more text value. If there is a header of that name, its value is replaced and its
     * place does not change.
     *
     * @param name the name, 1 to 255 bytes of UTF-8; upper and lower case differ
     * @param value the value, which is stored in UTF-8
     * @return new headers
     * @throws IllegalArgumentException when the name is empty or too long, or the name or the value has half of a
     *     surrogate pair
     * @throws HeadersTooLargeException when the headers would exceed {@link #MAX_SIZE} bytes
     * @since 0.1.0
     */
    public Headers with(String name, String value) {
        return with(name, utf8(Objects.requireNonNull(value, "value"), "value of header '" + printable(name)));
    }

    /**
     * Returns these headers with one more value of any bytes. If there is a header of that name, its value is replaced
     * and its place does not change.
     *
     * @param name the name, 1 to 255 bytes of UTF-8; upper and lower case differ
     * @param value the value, which is copied
     * @return new headers
     * @throws IllegalArgumentException as {@link #with(String, String)}
     * @throws HeadersTooLargeException when the headers would exceed {@link #MAX_SIZE} bytes
     * @since 0.1.0
     */
    public Headers with(String name, byte[] value) {
        Objects.requireNonNull(value, "value");
        byte[] key = name(name);
        int known = find(key);
        int from = known < 0 ? encoded.length : known;
        int behind = known < 0 ? encoded.length : next(known);
        long size = from + (encoded.length - behind) + (long) OVERHEAD + key.length + value.length;
        if (size > MAX_SIZE) {
            throw new HeadersTooLargeException("With header '" + printable(name) + "' of " + value.length
                    + " bytes the headers of the entry would take " + size + " bytes; at most " + MAX_SIZE
                    + " are allowed. Store large values in the entry itself.");
        }
        ByteBuffer out = ByteBuffer.allocate((int) size);
        out.put(encoded, 0, from).put((byte) key.length).put(key);
        out.put((byte) value.length).put((byte) (value.length >> Byte.SIZE)).put(value);
        out.put(encoded, behind, encoded.length - behind);
        return new Headers(out.array());
    }

    private static byte[] name(String name) {
        byte[] key = utf8(Objects.requireNonNull(name, "name"), "header name '" + printable(name));
        if (key.length == 0 || key.length > MAX_NAME) {
            throw new IllegalArgumentException(
                    "The name of a header must have 1 to " + MAX_NAME + " bytes in UTF-8; this one has " + key.length);
        }
        return key;
    }

    private static byte[] utf8(String text, String what) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The " + what + "' is not valid Unicode: it contains half of a surrogate pair", e);
        }
    }

    private static String printable(String name) {
        return Printable.name(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns whether there is no header.
     *
     * @return true for {@link #none()} and all objects that are equal to it
     * @since 0.1.0
     */
    public boolean isEmpty() {
        return encoded.length == 0;
    }

    /**
     * Returns the names.
     *
     * @return the names in their order; unmodifiable
     * @since 0.1.0
     */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (int at = 0; at < encoded.length; at = next(at)) {
            names.add(nameAt(at));
        }
        return List.copyOf(names);
    }

    /**
     * Returns a value as text.
     *
     * @param name the name of the header
     * @return the value, decoded from UTF-8; bytes that are not UTF-8 are replaced by U+FFFD. Empty when there is no such
     *     header
     * @since 0.1.0
     */
    public Optional<String> text(String name) {
        return get(name).map(value -> new String(value, StandardCharsets.UTF_8));
    }

    /**
     * Returns the bytes of a value.
     *
     * @param name the name of the header
     * @return a copy of the value; empty when there is no such header
     * @since 0.1.0
     */
    public Optional<byte[]> get(String name) {
        int at = find(Objects.requireNonNull(name, "name").getBytes(StandardCharsets.UTF_8));
        return at < 0 ? Optional.empty() : Optional.of(valueAt(at));
    }

    /**
     * Returns all headers.
     *
     * @return a new map with copies of the values, in the order of the headers
     * @since 0.1.0
     */
    public Map<String, byte[]> toMap() {
        Map<String, byte[]> map = new LinkedHashMap<>();
        for (int at = 0; at < encoded.length; at = next(at)) {
            map.put(nameAt(at), valueAt(at));
        }
        return map;
    }

    /**
     * Returns the form in which the journal stores the headers: for each header 1 byte for the length of its name, the
     * name in UTF-8, 2 bytes for the length of its value, lower byte first, and the value.
     *
     * @return a copy, up to {@link #MAX_SIZE} bytes; empty when there is no header
     * @since 0.1.0
     */
    public byte[] toBytes() {
        return encoded.clone();
    }

    private int find(byte[] name) {
        for (int at = 0; at < encoded.length; at = next(at)) {
            int from = at + 1;
            if (Arrays.equals(encoded, from, valueOf(at), name, 0, name.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Returns where the header behind one begins. */
    private int next(int at) {
        int value = valueOf(at);
        return value + 2 + valueLength(encoded, value);
    }

    /** Returns where the length of a header's value is. */
    private int valueOf(int at) {
        return at + 1 + Byte.toUnsignedInt(encoded[at]);
    }

    private static int valueLength(byte[] bytes, int at) {
        return Byte.toUnsignedInt(bytes[at]) | Byte.toUnsignedInt(bytes[at + 1]) << Byte.SIZE;
    }

    private String nameAt(int at) {
        return new String(encoded, at + 1, Byte.toUnsignedInt(encoded[at]), StandardCharsets.UTF_8);
    }

    private byte[] valueAt(int at) {
        return Arrays.copyOfRange(encoded, valueOf(at) + 2, next(at));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && Arrays.equals(headers.encoded, encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Headers[");
        for (int at = 0; at < encoded.length; at = next(at)) {
            String value = new String(valueAt(at), StandardCharsets.UTF_8);
            text.append(at == 0 ? "" : ", ")
                    .append(Printable.name(nameAt(at)))
                    .append('=')
                    .append(Printable.text(value));
        }
        return text.append(']').toString();
    }
}
