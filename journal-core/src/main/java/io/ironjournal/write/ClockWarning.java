package io.ironjournal.write;

import io.ironjournal.format.EntryTime;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.text.Printable;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Knows the newest time of an entry, and warns once for each open journal that the times of a stream are far ahead of
 * the system clock. New entries then get the time of the last entry until the clock reaches it. Used by the thread that
 * runs the committer; others read how far the clock is behind.
 */
final class ClockWarning {

    /** More than a time service corrects at once. Smaller steps of the clock are not worth a warning. */
    static final long TOLERATED_MICROS = 60_000_000;

    private final Executor logging;

    /** The newest time that entries got since the journal was opened. Only the committer writes it. */
    private final AtomicLong newest = new AtomicLong();

    private boolean warned;

    /**
     * Creates a warning that was not given yet.
     *
     * @param logging runs the logger, which is foreign code
     */
    ClockWarning(Executor logging) {
        this.logging = logging;
    }

    /**
     * Compares the time that entries of a stream get with the system clock.
     *
     * @param time the time of the entries
     * @param clock the time of the system clock
     */
    void check(StreamState state, long time, long clock) {
        if (time > newest.getPlain()) {
            newest.setOpaque(time);
        }
        if (time - clock > TOLERATED_MICROS && !warned) {
            warned = true;
            try {
                logging.execute(() -> warn(state.name(), time, clock));
            } catch (RuntimeException | Error noThread) {
                // Writing must not fail because a warning cannot be logged.
            }
        }
    }

    /**
     * Returns how far a clock is behind the newest time of an entry.
     *
     * @param clock the time of the system clock
     * @return the difference in microseconds; 0 if it is so small that time services correct it
     */
    long behind(long clock) {
        long difference = newest.getOpaque() - clock;
        return difference > TOLERATED_MICROS ? difference : 0;
    }

    private static void warn(String stream, long time, long clock) {
        System.getLogger("io.ironjournal")
                .log(
                        System.Logger.Level.WARNING,
                        "The last entry of stream ''{0}'' has the time {1}, and the system clock says {2}. The clock is"
                                + " wrong now, or was wrong then. New entries of the stream get the time of that entry"
                                + " until the clock reaches it. Other streams may have the same problem: this warning is"
                                + " logged once. Check the system clock",
                        Printable.name(stream),
                        EntryTime.instant(time),
                        EntryTime.instant(clock));
    }
}
