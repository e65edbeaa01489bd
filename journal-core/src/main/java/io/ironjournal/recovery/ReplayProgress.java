package io.ironjournal.recovery;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Reports every few seconds how far a long replay is. */
final class ReplayProgress {

    private static final long INTERVAL_NANOS = Duration.ofSeconds(5).toNanos();

    /** The clock is read once for this many records. */
    private static final int RECORDS = 256;

    private final long end;
    private final LongSupplier nanoTime;
    private final Consumer<String> report;
    private final long started;
    private long last;
    private long begin = -1;
    private long records;

    /**
     * Begins a replay.
     *
     * @param end the LSN of the log end
     * @param report receives a sentence
     */
    ReplayProgress(long end, LongSupplier nanoTime, Consumer<String> report) {
        this.end = end;
        this.nanoTime = nanoTime;
        this.report = report;
        this.started = nanoTime.getAsLong();
        this.last = started;
    }

    /** Notes a record. */
    void at(long lsn) {
        begin = begin < 0 ? lsn : begin;
        records++;
        if (records % RECORDS != 0) {
            return;
        }
        long now = nanoTime.getAsLong();
        if (now - last < INTERVAL_NANOS) {
            return;
        }
        last = now;
        long percent = 100 * (lsn - begin) / Math.max(1, end - begin);
        report.accept("Replaying the commit log: " + percent + " % of " + (end - begin) + " bytes, " + records
                + " records in " + Duration.ofNanos(now - started).toSeconds() + " s");
    }
}
