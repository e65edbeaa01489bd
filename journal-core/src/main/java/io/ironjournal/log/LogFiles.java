package io.ironjournal.log;

import io.ironjournal.format.PaddedNumber;

/**
 * Names in the directory of the commit log. A file is <em>live</em> while its records may be needed, <em>new</em> while
 * it is being filled, and <em>spare</em> when its records are not needed and the file waits to be used again. Only the
 * name says which: a live file with a damaged header is corruption, never a spare. An opening renames the segment
 * before its fresh one to {@code <base>-<base of the fresh one>.log}, which proves that the fresh one exists.
 */
public final class LogFiles {

    public static final String DIRECTORY = "log";

    private static final int DIGITS = 20;
    private static final String LARGEST = "09223372036854775807";

    private static final String LIVE = ".log";
    private static final String SPARE = ".spare";
    private static final String NEW = ".new";

    private LogFiles() {}

    public static String live(long base) {
        return path(base, LIVE);
    }

    /** Returns the path of a live file whose name contains the base of the next segment. */
    static String followed(long base, long next) {
        return DIRECTORY + "/" + PaddedNumber.of(base, DIGITS) + "-" + PaddedNumber.of(next, DIGITS) + LIVE;
    }

    public static String spare(long base) {
        return path(base, SPARE);
    }

    public static String fresh(long base) {
        return path(base, NEW);
    }

    public static boolean isLive(String name) {
        return isOurs(name, LIVE) || isFollowed(name);
    }

    private static boolean isFollowed(String name) {
        return name.length() == 2 * DIGITS + 1 + LIVE.length()
                && name.charAt(DIGITS) == '-'
                && isOurs(name.substring(0, DIGITS) + LIVE, LIVE)
                && isOurs(name.substring(DIGITS + 1), LIVE);
    }

    /** Returns the base of the next segment in the name of a live file; 0 when the name does not contain one. */
    static long successorOf(String name) {
        return isFollowed(name) ? baseOf(name.substring(DIGITS + 1)) : 0;
    }

    public static boolean isSpare(String name) {
        return isOurs(name, SPARE);
    }

    public static boolean isNew(String name) {
        return isOurs(name, NEW);
    }

    /** Returns the base LSN in the name of a live file. */
    static long baseOf(String name) {
        return Long.parseLong(name.substring(0, DIGITS));
    }

    /** Returns whether the journal gives such names. Other files are ignored. */
    private static boolean isOurs(String name, String suffix) {
        return name.length() == DIGITS + suffix.length()
                && name.endsWith(suffix)
                && PaddedNumber.begins(name, DIGITS)
                && name.substring(0, DIGITS).compareTo(LARGEST) <= 0;
    }

    private static String path(long base, String suffix) {
        return DIRECTORY + "/" + PaddedNumber.of(base, DIGITS) + suffix;
    }
}
