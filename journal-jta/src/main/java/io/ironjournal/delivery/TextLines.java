package io.ironjournal.delivery;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Lines of UTF-8 text at the beginning of an entry, each with a name, a colon, a space and a value. An empty line ends
 * them.
 *
 * @param values the values by name, in the order of the lines
 * @param size the number of bytes of the lines, with the empty line
 */
public record TextLines(Map<String, String> values, int size) {

    /** Reads the lines of an entry. Fails if the entry does not begin with lines, or the first one has another name. */
    public static TextLines parse(byte[] bytes, String firstName) {
        Map<String, String> values = new LinkedHashMap<>();
        int begin = 0;
        for (int end = lineEnd(bytes, begin); end > begin; end = lineEnd(bytes, begin)) {
            String line = new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
            int colon = line.indexOf(": ");
            if (colon < 0) {
                throw new IllegalArgumentException("A line has no name and value");
            }
            values.put(line.substring(0, colon), unescape(line.substring(colon + 2)));
            begin = end + 1;
        }
        if (values.isEmpty()
                || !values.keySet().iterator().next().equals(firstName)
                || begin >= bytes.length
                || bytes[begin] != '\n') {
            throw new IllegalArgumentException(
                    "It has no lines that begin with '" + firstName + "' and end with an empty one");
        }
        return new TextLines(values, begin + 1);
    }

    /** Returns the end of a line; its beginning if it is empty or has no end. */
    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return from;
    }

    /** Returns the bytes of names and values, one after the other. */
    public static byte[] encode(Object... namesAndValues) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            text.append(namesAndValues[i])
                    .append(": ")
                    .append(escape(namesAndValues[i + 1].toString()))
                    .append('\n');
        }
        return text.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    public String text(String name) {
        return values.getOrDefault(name, "");
    }

    public long number(String name) {
        return Long.parseLong(text(name));
    }

    public static String escape(String text) {
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
}
