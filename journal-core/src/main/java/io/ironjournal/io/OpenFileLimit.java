package io.ironjournal.io;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;

/** Reads the limit of open files of this process. */
public final class OpenFileLimit {

    private static final String LIMITS = "/proc/self/limits";
    private static final String OPEN_FILES = "Max open files ";

    private OpenFileLimit() {}

    /** Returns the limit; empty when it is unknown or there is no limit. */
    public static OptionalInt find() {
        try (InputStream limits = new FileInputStream(LIMITS)) {
            return in(List.of(new String(limits.readAllBytes(), StandardCharsets.ISO_8859_1).split("\n", -1)));
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** Finds the limit without regular expressions, since every opening of a journal does this. */
    static OptionalInt in(List<String> limits) {
        for (String line : limits) {
            if (line.startsWith(OPEN_FILES)) {
                String soft = line.substring(OPEN_FILES.length()).stripLeading();
                return number(soft.substring(0, Math.max(0, soft.indexOf(' '))));
            }
        }
        return OptionalInt.empty();
    }

    private static OptionalInt number(String text) {
        try {
            return OptionalInt.of(Integer.parseInt(text));
        } catch (NumberFormatException e) {
            // "unlimited", or a number larger than a long.
            return OptionalInt.empty();
        }
    }
}
