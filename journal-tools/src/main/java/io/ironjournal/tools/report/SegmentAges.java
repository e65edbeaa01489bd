package io.ironjournal.tools.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How many segments there are of each age, and how many bytes they have. The age is that of the last entry. */
final class SegmentAges {

    private record Bound(String title, Duration limit) {}

    private static final List<Bound> BOUNDS = List.of(
            new Bound("less than 1 hour", Duration.ofHours(1)),
            new Bound("1 hour to 1 day", Duration.ofDays(1)),
            new Bound("1 to 7 days", Duration.ofDays(7)),
            new Bound("7 to 30 days", Duration.ofDays(30)),
            new Bound("30 to 90 days", Duration.ofDays(90)),
            new Bound("90 to 365 days", Duration.ofDays(365)),
            new Bound("more than 365 days", Duration.ofDays(365_000_000)));

    private final Instant now;
    private final long[] segments = new long[BOUNDS.size() + 1];
    private final long[] bytes = new long[BOUNDS.size() + 1];

    /** One line of the list. */
    record Age(String title, long segments, long bytes) {}

    SegmentAges(Instant now) {
        this.now = now;
    }

    void add(Optional<Instant> lastAppend, long size) {
        int bin = lastAppend.map(this::bin).orElse(BOUNDS.size());
        segments[bin]++;
        bytes[bin] += size;
    }

    private int bin(Instant time) {
        Duration age = Duration.between(time, now);
        int bin = 0;
        while (age.compareTo(BOUNDS.get(bin).limit()) >= 0 && bin < BOUNDS.size() - 1) {
            bin++;
        }
        return bin;
    }

    /** Returns all ages, youngest first, and the segments of unknown age if there are any. */
    List<Age> ages() {
        List<Age> ages = new java.util.ArrayList<>();
        for (int i = 0; i < segments.length; i++) {
            boolean known = i < BOUNDS.size();
            if (known || segments[i] > 0) {
                ages.add(new Age(known ? BOUNDS.get(i).title() : "unknown", segments[i], bytes[i]));
            }
        }
        return ages;
    }
}
