package io.ironjournal.format;

import java.time.Instant;

/**
 * The time of an entry as a number: microseconds since 1970 UTC. It is never negative. So a clock that is set to a time
 * before 1970 counts as 1970.
 */
public final class EntryTime {

    /** The time of a stream without entries: no entry is earlier. */
    public static final long NONE = 0;

    private static final long MICROS = 1_000_000;
    private static final int NANOS = 1_000;
    private static final long MAX_SECONDS = Long.MAX_VALUE / MICROS - 1;

    private EntryTime() {}

    /** Returns the time at an instant, without the rest below a microsecond. */
    public static long of(Instant instant) {
        return of(instant.getEpochSecond(), instant.getNano() / NANOS);
    }

    /** Returns the first time that is not before an instant. */
    public static long atOrAfter(Instant instant) {
        return of(instant.getEpochSecond(), (instant.getNano() + NANOS - 1) / NANOS);
    }

    private static long of(long seconds, int micros) {
        if (seconds < 0) {
            return NONE;
        }
        return seconds > MAX_SECONDS ? Long.MAX_VALUE : seconds * MICROS + micros;
    }

    /** Returns the instant of a time. */
    public static Instant instant(long time) {
        return Instant.ofEpochSecond(Math.floorDiv(time, MICROS), Math.floorMod(time, MICROS) * NANOS);
    }
}
