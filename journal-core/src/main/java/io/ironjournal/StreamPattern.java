package io.ironjournal;

import io.ironjournal.text.Printable;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A pattern for names of streams. Each {@code *} stands for any characters, also for none and for {@code /}. All other
 * characters stand for themselves.
 */
record StreamPattern(String text) {

    private static final int MAX_BYTES = 85;

    /** Checks the pattern. The exceptions name the option. */
    StreamPattern {
        Objects.requireNonNull(text, "retention");
        if (text.isEmpty()) {
            throw refused(text, "it is empty. A pattern is the name of a stream, in which * stands for any characters");
        }
        if (text.contains("**")) {
            throw refused(text, "it contains **. One * also stands for several characters and for /");
        }
        String fixed = text.replace("*", "");
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(fixed)) {
            throw refused(text, "it is not valid Unicode: it contains half of a surrogate pair");
        }
        if (fixed.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw refused(text, "it is longer than the name of a stream can be, which is " + MAX_BYTES + " bytes");
        }
    }

    private static IllegalArgumentException refused(String text, String why) {
        String shown = text.substring(0, Math.min(text.length(), MAX_BYTES));
        return new IllegalArgumentException(
                "retention cannot have the pattern '" + Printable.name(shown) + "': " + why);
    }

    /** Returns whether a name matches. Looks at each star once, because only the last one has to be tried again. */
    boolean matches(String name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < name.length()) {
            if (at < text.length() && text.charAt(at) == '*') {
                star = at++;
                retry = in;
            } else if (at < text.length() && text.charAt(at) == name.charAt(in)) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++retry;
            } else {
                return false;
            }
        }
        return at == text.length() || (at == text.length() - 1 && text.charAt(at) == '*');
    }
}
