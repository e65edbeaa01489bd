package io.ironjournal.consumer;

import java.util.Optional;

/**
 * What a {@link StreamConsumer} has done since it was started, and how far it is behind. An immutable snapshot.
 *
 * @since 0.1.0
 */
public final class ConsumerStats {

    private final long consumed;
    private final long failures;
    private final long deadLetters;
    private final long lag;
    private final Optional<Throwable> lastFailure;

    ConsumerStats(long consumed, long failures, long deadLetters, long lag, Optional<Throwable> lastFailure) {
        this.consumed = consumed;
        this.failures = failures;
        this.deadLetters = deadLetters;
        this.lag = lag;
        this.lastFailure = lastFailure;
    }

    /**
     * Returns the number of entries that the handler has processed in committed transactions.
     *
     * @return a number of entries
     * @since 0.1.0
     */
    public long consumed() {
        return consumed;
    }

    /**
     * Returns how often a delivery failed, for any reason: before the handler was called, in the handler, or when the
     * transaction was committed. A failed batch counts once.
     *
     * @return a number of failures
     * @since 0.1.0
     */
    public long failures() {
        return failures;
    }

    /**
     * Returns the number of dead letters that were written.
     *
     * @return a number of entries
     * @since 0.1.0
     */
    public long deadLetters() {
        return deadLetters;
    }

    /**
     * Returns how many entries of all streams are committed and not consumed. An entry that is waiting for its next try
     * counts.
     *
     * @return a number of entries
     * @since 0.1.0
     */
    public long lag() {
        return lag;
    }

    /**
     * Returns the last failure.
     *
     * @return the exception; empty when nothing has failed
     * @since 0.1.0
     */
    public Optional<Throwable> lastFailure() {
        return lastFailure;
    }

    @Override
    public String toString() {
        return "ConsumerStats[" + consumed + " consumed, " + lag + " behind, " + failures + " failures, " + deadLetters
                + " dead letters]";
    }
}
