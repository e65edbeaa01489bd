package io.ironjournal.text;

/**
 * Escapes text that users chose: names of streams and cursors, checkpoint ids, paths, configuration values. Line
 * breaks, control and format characters could forge lines of a log or hide a part of a message. They are written as
 * {@code \}{@code uXXXX}.
 */
public final class Printable {

    /** The character that a decoder writes in place of bytes that it cannot decode. */
    private static final char UNREADABLE = '\ufffd';

    private Printable() {}

    /** Escapes a name that a message puts between single quotes. Also escapes backslashes and quotes. */
    public static String name(String name) {
        return escape(name, true);
    }

    /**
     * Escapes a path. Backslashes remain, because Windows uses them as separators. If the JVM could not decode the
     * path, adds which encoding it uses for file names.
     */
    public static String path(Object path) {
        String text = path.toString();
        return text.indexOf(UNREADABLE) < 0
                ? escape(text, false)
                : escape(text.replace(UNREADABLE, '?'), false) + " (this JVM decodes file names as "
                        + System.getProperty("sun.jnu.encoding")
                        + ", which cannot represent this name: start the JVM in a UTF-8 locale, such as LC_ALL=C.UTF-8)";
    }

    /** Escapes other text, such as a configuration value. Backslashes and quotes remain. */
    public static String text(String text) {
        return escape(text, false);
    }

    private static String escape(String text, boolean quoted) {
        if (isPlain(text, quoted)) {
            return text;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (quoted && (c == '\\' || c == '\'')) {
                escaped.append('\\').append((char) c);
            } else if (isVisible(c)) {
                escaped.appendCodePoint(c);
            } else {
                for (char unit : Character.toChars(c)) {
                    escaped.append(String.format("\\u%04x", (int) unit));
                }
            }
        }
        return escaped.toString();
    }

    private static boolean isPlain(String text, boolean quoted) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f || (quoted && (c == '\\' || c == '\''))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
