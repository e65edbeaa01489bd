package io.ironjournal.format;

import io.ironjournal.ErrorContext;
import io.ironjournal.InvalidStreamNameException;
import io.ironjournal.text.Printable;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Checks names of streams, and computes the checksum of a name in all frames of the stream. */
public final class StreamName {

    /** Limit in bytes of UTF-8. Each byte may need three characters in the directory's name, and file systems allow 255. */
    public static final int MAX_BYTES = 85;

    private StreamName() {}

    /**
     * Checks a name and encodes it.
     *
     * @return the UTF-8 of the name, which can be decoded to the same name
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
     * Checks a name without creating garbage in the common case. Each append does this.
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
            // Each character is at least a byte, so a long name is refused without encoding it.
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
                    "The stream name '" + Printable.name(name)
                            + "' is not valid Unicode: it contains half of a surrogate pair",
                    ErrorContext.ofStream(name),
                    e);
        }
    }

    /** Returns the checksum of a name, which identifies the stream of frames and segments. */
    public static int tag(String name) {
        byte[] bytes = utf8(name);
        return Crc32c.of(bytes, 0, bytes.length);
    }

    /** Returns a name as shown in messages. */
    public static String printable(String name) {
        return Printable.name(name);
    }
}
