package io.ironjournal.internal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Limits how fast a scrub reads, and stops it. One thread reads; any thread stops. */
final class ScrubPace {

    /** Ends the scrub, from within any read. */
    static final class Stopped extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Stopped() {
            super("The scrub was stopped", null, false, false);
        }
    }

    private final long bytesPerSecond;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** When the bytes that were read so far are paid for, by {@link System#nanoTime}. */
    private long dueAt = System.nanoTime();

    private boolean unlimited;

    /** Creates a pace of so many bytes per second. */
    ScrubPace(long bytesPerSecond) {
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Called after so many bytes were read. Waits until more may be read. */
    void read(int bytes) {
        if (unlimited) {
            pause(0);
            return;
        }
        long now = System.nanoTime();
        // Time without reads is not made up for.
        dueAt = Math.max(dueAt, now) + (long) (bytes * 1e9 / bytesPerSecond);
        pause(dueAt - now);
    }

    /** Reads as fast as possible until {@link #limited}, because somebody waits for the scrub. */
    void unlimited() {
        unlimited = true;
    }

    void limited() {
        unlimited = false;
    }

    /**
     * Waits.
     *
     * @throws Stopped when the scrub must end
     */
    void pause(long nanos) {
        boolean ended;
        try {
            ended = stopped.await(nanos, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            ended = true;
        }
        if (ended) {
            throw new Stopped();
        }
    }

    /** Ends the scrub at its next read, and ends its pause. */
    void stop() {
        stopped.countDown();
    }
}
