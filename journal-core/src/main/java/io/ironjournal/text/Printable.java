package io.ironjournal.text;

/**
 * Makes text from users printable: names of streams and cursors, checkpoint ids, paths, configuration values. Line breaks,
 * control and format characters would forge lines of a log, or hide what a message says. They appear as {@code \}{@code
 * uXXXX}.
 */
public final class Printable {

    /** What a decoder writes in place of bytes that it does not know. */
    private static final char UNREADABLE = '\ufffd';

    private Printable() {}

    /** Escapes a name that a message puts between single quotes: also backslashes and quotes. */
    public static String name(String name) {
        return escape(name, true);
    }

    /**
     * Escapes a path, whose backslashes stay as they are: Windows separates names by them. Says which encoding the JVM
     * reads names of files with, when it cannot read this one.
     */
    public static String path(Object path) {
        String text = path.toString();
        return text.indexOf(UNREADABLE) < 0
                ? escape(text, false)
                : escape(text.replace(UNREADABLE, '?'), false) + " (this JVM reads names of files as "
                        + System.getProperty("sun.jnu.encoding")
                        + ", in which this name cannot be written: start it in a UTF-8 locale, as by LC_ALL=C.UTF-8)";
    }

    /** Escapes other text, such as a value of a configuration; backslashes and quotes stay as they are. */
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
