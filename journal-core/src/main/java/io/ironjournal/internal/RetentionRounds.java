package io.ironjournal.internal;

import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.RetentionReport;
import io.ironjournal.flush.RetentionRound;
import io.ironjournal.flush.SteppedWork;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs rounds of retention: on request as a whole, and at an interval in the thread of the flusher, one stream at a time,
 * so that flushing goes on.
 */
final class RetentionRounds implements SteppedWork {

    private static final long FIRST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long MIN_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final CallGate gate;
    private final RetentionRound.Parts parts;
    private final Runnable removed;
    private final Executor logging;
    private final boolean needed;
    private final long interval;

    /** Held by a requested round, and by a step of a background round. */
    private final ReentrantLock running = new ReentrantLock();

    /** The time of the next step. Used by the thread of the flusher, like the field below. */
    private long due;

    private @Nullable RetentionRound round;

    /** Before this time no round begins because space is needed. Used by the same thread. */
    private long earliest = System.nanoTime();

    private volatile boolean spaceNeeded;

    /** The failure that was logged last, so that it is logged once. Used under the lock. */
    private String loggedFailure = "";

    /**
     * Creates the schedule.
     *
     * @param removed runs after segments were removed
     * @param logging runs the logger
     */
    RetentionRounds(
            CallGate gate, RetentionRound.Parts parts, JournalOptions options, Runnable removed, Executor logging) {
        this.gate = gate;
        this.parts = parts;
        this.removed = removed;
        this.logging = logging;
        needed = !options.retention().isEmpty();
        interval = options.retentionInterval().toNanos();
        due = System.nanoTime() + Math.min(interval, FIRST_NANOS);
    }

    /** Runs a whole round. */
    RetentionReport run() {
        running.lock();
        try {
            RetentionRound now = new RetentionRound(parts);
            while (!now.done()) {
                stepOf(now, true);
            }
            return ended(now);
        } finally {
            running.unlock();
        }
    }

    @Override
    public void spaceNeeded() {
        spaceNeeded = true;
    }

    /** Has the next round begin before its time, at most a second after the last one. */
    private void hurry() {
        spaceNeeded = false;
        if (round == null && due - earliest > 0) {
            due = earliest;
        }
    }

    @Override
    public long step() {
        if (!needed) {
            return Long.MAX_VALUE;
        }
        if (spaceNeeded) {
            hurry();
        }
        long left = due - System.nanoTime();
        if (left > 0) {
            return left;
        }
        try {
            return gate.whileWorking(this::stepNow);
        } catch (JournalClosedException | JournalFailedException e) {
            return Long.MAX_VALUE;
        } catch (RuntimeException | Error e) {
            // The thread continues: without it, writers would wait for memory forever.
            round = null;
            logging.execute(() -> System.getLogger("io.ironjournal")
                    .log(System.Logger.Level.WARNING, "A round of retention of " + gate + " ended early", e));
            return pauseAfterRound();
        }
    }

    /** Leaves the stream to a later step while a requested round runs, or while a backup needs the files. */
    private long stepNow() {
        RetentionRound now = round;
        if (now == null) {
            now = new RetentionRound(parts);
            round = now;
        }
        if (now.mustWait() || !running.tryLock()) {
            return pause(PAUSE_NANOS);
        }
        try {
            stepOf(now, false);
            if (!now.done()) {
                return 0;
            }
            round = null;
            ended(now);
            return pauseAfterRound();
        } finally {
            running.unlock();
        }
    }

    private long pauseAfterRound() {
        earliest = System.nanoTime() + MIN_NANOS;
        return pause(interval);
    }

    private long pause(long nanos) {
        due = System.nanoTime() + nanos;
        return nanos;
    }

    private void stepOf(RetentionRound now, boolean patient) {
        if (now.step(patient)) {
            removed.run();
        }
    }

    private RetentionReport ended(RetentionRound done) {
        RetentionReport report = done.report();
        if (report.segments() > 0) {
            log(
                    System.Logger.Level.INFO,
                    gate + ": retention removed segments=" + report.segments() + ", streams=" + report.streams()
                            + ", bytes=" + report.bytes());
        }
        String failure = report.failures().isEmpty() ? "" : report.failures().get(0);
        if (!failure.equals(loggedFailure) && !failure.isEmpty()) {
            log(
                    System.Logger.Level.WARNING,
                    gate + ": retention skipped " + report.failures().size() + " streams. First: " + failure);
        }
        loggedFailure = failure;
        return report;
    }

    private void log(System.Logger.Level level, String message) {
        // The thread flushes. The logger is looked up here because the first logger of a process takes long.
        logging.execute(() -> System.getLogger("io.ironjournal").log(level, message));
    }
}
