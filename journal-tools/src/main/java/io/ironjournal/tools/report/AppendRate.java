package io.ironjournal.tools.report;

import io.ironjournal.files.JournalFiles;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many entries of some streams were appended in each step of time. It searches the first entry of each step by time
 * instead of reading all entries. That takes at most one search for each step and stream.
 */
final class AppendRate {

    /** At most this number of steps is shown. */
    static final int STEPS = 60;

    private static final List<Duration> STEP_SIZES = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(7),
            Duration.ofDays(30),
            Duration.ofDays(90),
            Duration.ofDays(365),
            Duration.ofDays(3650));

    private final JournalFiles files;
    private final long start;
    private final long step;
    private final long[] counts;
    private long before;
    private long after;

    private AppendRate(JournalFiles files, long start, long step, int steps) {
        this.files = files;
        this.start = start;
        this.step = step;
        this.counts = new long[steps];
    }

    /** Makes steps from the step with the first time to the step with the last one. */
    static AppendRate between(JournalFiles files, Instant first, Instant last) {
        long from = first.getEpochSecond();
        long to = Math.max(from, last.getEpochSecond());
        long size = 0;
        for (Duration candidate : STEP_SIZES) {
            size = candidate.toSeconds();
            if (Math.floorDiv(to, size) - Math.floorDiv(from, size) < STEPS) {
                break;
            }
        }
        int steps = (int) Math.min(STEPS, Math.floorDiv(to, size) - Math.floorDiv(from, size) + 1);
        return new AppendRate(files, Math.floorDiv(from, size) * size, size, steps);
    }

    /** Counts the entries of a stream. */
    void add(String stream, long firstId, long nextId) {
        if (firstId >= nextId) {
            return;
        }
        long[] ids = new long[counts.length + 1];
        ids[0] = idAt(stream, 0, firstId, nextId);
        ids[counts.length] = idAt(stream, counts.length, ids[0], nextId);
        search(stream, ids, 0, counts.length);
        for (int i = 0; i < counts.length; i++) {
            counts[i] += ids[i + 1] - ids[i];
        }
        before += ids[0] - firstId;
        after += nextId - ids[counts.length];
    }

    /** Where nothing was appended between two times, no time between them is searched. */
    private void search(String stream, long[] ids, int low, int high) {
        if (high - low < 2) {
            return;
        }
        int middle = (low + high) >>> 1;
        ids[middle] = ids[low] == ids[high] ? ids[low] : idAt(stream, middle, ids[low], ids[high]);
        search(stream, ids, low, middle);
        search(stream, ids, middle, high);
    }

    /** Keeps the result in its limits, because a running journal may truncate the stream meanwhile. */
    private long idAt(String stream, int index, long min, long max) {
        return Math.max(min, Math.min(max, files.firstIdAt(stream, Instant.ofEpochSecond(start + index * step))));
    }

    int steps() {
        return counts.length;
    }

    Duration step() {
        return Duration.ofSeconds(step);
    }

    /** Returns when a step begins. */
    Instant time(int index) {
        return Instant.ofEpochSecond(start + index * step);
    }

    /** Returns the number of entries of a step. */
    long entries(int index) {
        return counts[index];
    }

    /** Returns the number of entries before the first step. */
    long before() {
        return before;
    }

    /** Returns the number of entries behind the last step, which have times in the future. */
    long after() {
        return after;
    }

    long max() {
        long max = 0;
        for (long count : counts) {
            max = Math.max(max, count);
        }
        return max;
    }

    /** Returns the step that has the most entries; null if none has any. */
    @Nullable
    Integer peak() {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0 && counts[i] == max()) {
                return i;
            }
        }
        return null;
    }
}
