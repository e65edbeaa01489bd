package io.ironjournal.format;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the name of a stream as the name of its directory. Lower-case ASCII letters, digits, {@code -} and {@code _}
 * are not changed. Every other byte of the UTF-8 is written as {@code %xx}. So the directory name contains nothing that
 * file systems fold, normalise or treat specially (upper case, accents, dots, slashes, trailing blanks), and two names
 * never share a directory. The first character of a device name of Windows is written as {@code %xx} too.
 */
public final class StreamDirectoryName {

    private static final String HEX = "0123456789abcdef";

    private static final Set<String> DEVICES = Set.of(
            "con", "nul", "aux", "prn", //
            "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", //
            "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private StreamDirectoryName() {}

    /**
     * Returns the name of a stream's directory.
     *
     * @throws io.ironjournal.InvalidStreamNameException when no stream can have this name
     */
    public static String encode(String stream) {
        byte[] bytes = StreamName.utf8(stream);
        boolean device = DEVICES.contains(stream);
        StringBuilder directory = new StringBuilder(bytes.length + 8);
        for (int i = 0; i < bytes.length; i++) {
            int b = bytes[i] & 0xff;
            if (isPlain(b) && !(device && i == 0)) {
                directory.append((char) b);
            } else {
                directory.append('%').append(HEX.charAt(b >> 4)).append(HEX.charAt(b & 0xf));
            }
        }
        return directory.toString();
    }

    /**
     * Finds the stream that a directory belongs to.
     *
     * @return null when the directory does not belong to a stream: {@link #encode} never returns its name
     */
    public static @Nullable String decode(String directory) {
        ByteBuffer bytes = unescape(directory);
        if (bytes == null || bytes.remaining() == 0 || bytes.remaining() > StreamName.MAX_BYTES) {
            return null;
        }
        String stream;
        try {
            stream = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
        return encode(stream).equals(directory) ? stream : null;
    }

    private static @Nullable ByteBuffer unescape(String directory) {
        ByteBuffer bytes = ByteBuffer.allocate(directory.length());
        for (int i = 0; i < directory.length(); i++) {
            char c = directory.charAt(i);
            if (c == '%') {
                if (i + 2 >= directory.length()) {
                    return null;
                }
                int high = HEX.indexOf(directory.charAt(++i));
                int low = HEX.indexOf(directory.charAt(++i));
                if (high < 0 || low < 0) {
                    return null;
                }
                bytes.put((byte) (high << 4 | low));
            } else if (isPlain(c)) {
                bytes.put((byte) c);
            } else {
                return null;
            }
        }
        return bytes.flip();
    }

    private static boolean isPlain(int c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }
}
