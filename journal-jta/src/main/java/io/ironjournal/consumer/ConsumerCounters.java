package io.ironjournal.consumer;

import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts what all threads of a consumer do. */
final class ConsumerCounters {

    private final LongAdder consumed = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();
    private volatile @Nullable Throwable lastFailure;

    void consumed(int entries) {
        consumed.add(entries);
    }

    void failed(Throwable failure) {
        failures.increment();
        lastFailure = failure;
    }

    void deadLetter() {
        deadLetters.increment();
    }

    ConsumerStats with(long lag) {
        return new ConsumerStats(
                consumed.sum(), failures.sum(), deadLetters.sum(), lag, Optional.ofNullable(lastFailure));
    }
}
