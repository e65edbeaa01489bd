package io.ironjournal.format;

/**
 * Formats numbers in names of files and shards with a fixed width, so that names have the order of the numbers. Does
 * not use {@link String#format}, whose first call takes longer than all other computation of an opening.
 */
public final class PaddedNumber {

    private PaddedNumber() {}

    /** Returns a non-negative number with leading zeros up to a width; longer when it has more digits. */
    public static String of(long number, int width) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** Returns whether a name begins with so many digits. */
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
