package io.ironjournal.simulation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.SplittableRandom;

/** A system clock that mostly goes forward, often by nothing, and sometimes jumps far, forward or back. */
final class RandomClock extends Clock {

    private static final long DAY = Duration.ofDays(1).toNanos();

    private final SplittableRandom random;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    RandomClock(long seed) {
        this.random = new SplittableRandom(~seed);
    }

    @Override
    public Instant instant() {
        now = now.plusNanos(
                switch (random.nextInt(50)) {
                    case 0 -> random.nextLong(-DAY, DAY);
                    case 1, 2, 3 -> -random.nextLong(1_000_000);
                    case 4, 5, 6, 7, 8, 9 -> 0;
                    default -> random.nextLong(200_000_000);
                });
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
