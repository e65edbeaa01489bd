package io.ironjournal.inspect;

import io.ironjournal.files.EntryScan;
import io.ironjournal.files.JournalFiles;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Searches entries by time. */
final class TimeSearch {

    private TimeSearch() {}

    /** Returns the id of the first entry at or after a time; the next id if all are earlier, 0 without a stream. */
    static long firstIdAt(JournalFiles files, @Nullable StreamPlan plan, Instant time) throws IOException {
        if (plan == null) {
            return 0;
        }
        long micros = micros(time);
        if (plan.flushedTo() > plan.firstId()) {
            long found = plan.stored().firstIdAt(micros);
            if (found < plan.flushedTo()) {
                return Math.max(found, plan.firstId());
            }
        }
        LoggedStream logged = plan.logged();
        if (logged == null || logged.lastTime() < micros) {
            return plan.nextId();
        }
        try (EntryScan entries = files.entries(plan.name(), Math.max(plan.flushedTo(), logged.idBefore(micros)))) {
            while (entries.hasNext()) {
                var entry = entries.next();
                if (entry.timeMicros() >= micros) {
                    return entry.id();
                }
            }
        }
        return plan.nextId();
    }

    /** Returns the first microsecond at or after a time. */
    private static long micros(Instant time) {
        if (time.isBefore(Instant.EPOCH)) {
            return 0;
        }
        try {
            long micros = ChronoUnit.MICROS.between(Instant.EPOCH, time);
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).isBefore(time) ? micros + 1 : micros;
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }
}
