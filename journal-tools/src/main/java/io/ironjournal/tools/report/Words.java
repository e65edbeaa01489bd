package io.ironjournal.tools.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Numbers, sizes and times as a person reads them. */
final class Words {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAYS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"bytes", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Words() {}

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        return unit == 0
                ? bytes + " bytes"
                : String.format(Locale.ROOT, value < 10 ? "%.1f " : "%.0f ", value) + UNITS[unit];
    }

    /** Returns a count with its noun in singular or plural. */
    static String count(long number, String noun) {
        String plural = noun.endsWith("ry") ? noun.substring(0, noun.length() - 1) + "ies" : noun + "s";
        return number(number) + " " + (number == 1 ? noun : plural);
    }

    static String time(Instant time) {
        return SECONDS.format(time) + " UTC";
    }

    static String time(Optional<Instant> time, String otherwise) {
        return time.map(Words::time).orElse(otherwise);
    }

    /** Returns a time with the precision of a step. */
    static String time(Instant time, Duration step) {
        return (step.toSeconds() < 60 ? SECONDS : step.toHours() < 24 ? MINUTES : DAYS).format(time);
    }

    /** Returns a duration in its two largest units. */
    static String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 120) {
            return count(seconds, "second");
        }
        long minutes = seconds / 60;
        if (minutes < 120) {
            return count(minutes, "minute");
        }
        long hours = minutes / 60;
        if (hours < 48 && hours % 24 != 0) {
            return count(hours, "hour") + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
        }
        return count(hours / 24, "day") + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
    }

    static String percent(double share) {
        return String.format(Locale.ROOT, "%.3f%%", 100 * share);
    }
}
