package io.ironjournal.delivery;

import java.time.Duration;

/**
 * How long to wait after failures, one after the other.
 *
 * @param first the time after the first failure
 * @param growth the factor by which the time grows with each failure, 1 or more
 * @param max the limit of its growth
 */
public record RetryDelays(Duration first, long growth, Duration max) {

    /** Returns how long to wait after a number of failures. */
    public Duration after(long failures) {
        Duration delay = first;
        for (long i = 1; i < failures && growth > 1 && delay.compareTo(max) < 0; i++) {
            delay = delay.multipliedBy(growth);
        }
        return delay.compareTo(max) < 0 ? delay : max;
    }
}
