package io.ironjournal.benchmarks.workload;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The period of the measurement, after warming up.
 *
 * @param begin by {@link System#nanoTime}
 * @param end by {@link System#nanoTime}
 */
record Period(long begin, long end) {

    static Period after(double warmup, double seconds) {
        long begin = System.nanoTime() + (long) (warmup * 1e9);
        return new Period(begin, begin + (long) (seconds * 1e9));
    }

    double seconds() {
        return (end - begin) / 1e9;
    }

    boolean contains(long instant) {
        return instant >= begin && instant <= end;
    }

    /** Waits for the end, and returns what the process used during the period. */
    Usage await(Path directory) throws IOException, InterruptedException {
        sleepUntil(begin);
        Usage before = Usage.now(directory);
        sleepUntil(end);
        return Usage.now(directory).since(before);
    }

    private static void sleepUntil(long instant) throws InterruptedException {
        for (long left = instant - System.nanoTime(); left > 0; left = instant - System.nanoTime()) {
            Thread.sleep(left / 1_000_000, (int) (left % 1_000_000));
        }
    }
}
