package io.ironjournal.format;

import io.ironjournal.ErrorContext;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.text.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** What a stream may be called, and the checksum of its name that stands in all of its frames. */
public final class StreamName {

    /** Limit in bytes of UTF-8: each may take three characters in the directory's name, and 255 is what file systems allow. */
    public static final int MAX_BYTES = 85;

    private StreamName() {}

    /**
     * Checks a name and encodes it.
     *
     * @return its UTF-8, from which the name can be had back
     * @throws InvalidStreamNameException when no stream can have this name
     */
    public static byte[] utf8(String name) {
        Objects.requireNonNull(name, "stream");
        if (name.isEmpty()) {
            throw new InvalidStreamNameException(
                    "A stream's name must not be empty", ErrorContext.ofStream(name), null);
        }
        byte[] bytes = encode(name);
        if (bytes.length > MAX_BYTES) {
            throw new InvalidStreamNameException(
                    "The stream name '" + Printable.name(name) + "' has " + bytes.length + " bytes in UTF-8; at most "
                            + MAX_BYTES + " are allowed",
                    ErrorContext.ofStream(name),
                    null);
        }
        return bytes;
    }

    /**
     * Checks a name, as each append does: without leaving garbage behind when it is a common one.
     *
     * @throws InvalidStreamNameException when no stream can have this name
     */
    public static void check(String name) {
        if (!isShortAscii(name)) {
            utf8(name);
        }
    }

    private static boolean isShortAscii(String name) {
        int length = Objects.requireNonNull(name, "stream").length();
        if (length == 0 || length > MAX_BYTES) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static byte[] encode(String name) {
        if (name.length() > MAX_BYTES) {
            // Each character is at least a byte: no need to encode a megabyte to refuse it.
            throw new InvalidStreamNameException(
                    "The stream name '" + Printable.name(name.substring(0, MAX_BYTES)) + "…' has " + name.length()
                            + " characters; at most " + MAX_BYTES + " bytes are allowed",
                    ErrorContext.ofStream(name),
                    null);
        }
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new InvalidStreamNameException(
                    "The stream name '" + Printable.name(name) + "' is not Unicode: it holds half of a surrogate pair",
                    ErrorContext.ofStream(name),
                    e);
        }
    }

    /** The checksum of a name that ties frames and segments to their stream. */
    public static int tag(String name) {
        byte[] bytes = utf8(name);
        return Crc32c.of(bytes, 0, bytes.length);
    }

    /** A name as messages show it. */
    public static String printable(String name) {
        return Printable.name(name);
    }
}
