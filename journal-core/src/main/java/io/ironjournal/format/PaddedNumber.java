package io.ironjournal.format;

/**
 * Numbers in the names of files and shards, of a fixed width so that the order of names is that of numbers. By hand: the
 * first {@link String#format} of a process costs more than all else that opening a journal computes.
 */
public final class PaddedNumber {

    private PaddedNumber() {}

    /** A number that is not negative, with zeros before it up to a width; wider when it has more digits. */
    public static String of(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** Whether a name begins with so many digits. */
    public static boolean begins(String name, int width) {
        if (name.length() < width) {
            return false;
        }
        for (int i = 0; i < width; i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
