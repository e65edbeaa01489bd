package io.ironjournal.spi.log;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A network whose round trip takes a while, on which groups overtake each other. */
public final class SlowNetwork implements Network {

    private final Executor threads = Executors.newFixedThreadPool(2, task -> {
        Thread thread = new Thread(task, "network");
        thread.setDaemon(true);
        return thread;
    });
    private final long roundTripNanos;
    private final int groupsInFlight;
    private final SplittableRandom random = new SplittableRandom(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private volatile int mostUnderWay;

    /**
     * Starts it.
     *
     * @param roundTripNanos how long a group takes, more or less; half as long at the least
     */
    public SlowNetwork(long roundTripNanos, int groupsInFlight) {
        this.roundTripNanos = roundTripNanos;
        this.groupsInFlight = groupsInFlight;
    }

    /** How many groups were under way at once, at the most. */
    public int mostUnderWay() {
        return mostUnderWay;
    }

    /** How many groups are under way. */
    public int underWay() {
        return underWay.get();
    }

    @Override
    public int groupsInFlight() {
        return groupsInFlight;
    }

    @Override
    public void send(Runnable arrival, Consumer<Throwable> failure) {
        mostUnderWay = Math.max(mostUnderWay, underWay.incrementAndGet());
        long nanos = roundTripNanos / 2 + random.nextLong(roundTripNanos);
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, threads).execute(() -> {
            underWay.decrementAndGet();
            arrival.run();
        });
    }
}
