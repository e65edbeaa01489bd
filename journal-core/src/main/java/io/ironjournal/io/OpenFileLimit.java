package io.ironjournal.io;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many files the operating system lets this process have open. */
public final class OpenFileLimit {

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern OPEN_FILES = Pattern.compile("Max open files\\s+([0-9]{1,9})\\s.*");

    private OpenFileLimit() {}

    /** The limit; empty where the system does not tell, or has none. */
    public static OptionalInt find() {
        try {
            return in(Files.readAllLines(LIMITS, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    static OptionalInt in(List<String> limits) {
        for (String line : limits) {
            Matcher matcher = OPEN_FILES.matcher(line);
            if (matcher.matches()) {
                return OptionalInt.of(Integer.parseInt(matcher.group(1)));
            }
        }
        return OptionalInt.empty();
    }
}
