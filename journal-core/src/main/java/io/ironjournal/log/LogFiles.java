package io.ironjournal.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Names in the directory of the commit log. A file is <em>live</em> while its records may be needed, <em>new</em> while
 * it is being filled, and <em>spare</em> when its records are not needed and the file waits to be used again. Only the
 * name tells: a live file whose header is damaged is rot, never a spare.
 */
public final class LogFiles {

    public static final String DIRECTORY = "log";

    private static final String LIVE = ".log";
    private static final String SPARE = ".spare";
    private static final String NEW = ".new";

    private LogFiles() {}

    public static String live(long base) {
        return path(base, LIVE);
    }

    public static String spare(long base) {
        return path(base, SPARE);
    }

    public static String fresh(long base) {
        return path(base, NEW);
    }

    public static boolean isLive(String name) {
        return name.endsWith(LIVE);
    }

    public static boolean isSpare(String name) {
        return name.endsWith(SPARE);
    }

    public static boolean isNew(String name) {
        return name.endsWith(NEW);
    }

    /** The base LSN in a live file's name; null when the name is not one that we give. */
    public static @Nullable Long baseOf(String name) {
        String digits = name.substring(0, name.length() - LIVE.length());
        return digits.length() == 20 && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                ? Long.valueOf(digits)
                : null;
    }

    private static String path(long base, String suffix) {
        return DIRECTORY + "/" + String.format(Locale.ROOT, "%020d", base) + suffix;
    }
}
