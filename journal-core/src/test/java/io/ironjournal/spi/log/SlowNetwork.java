package io.ironjournal.spi.log;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A network with a delay, on which groups overtake each other. */
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
     * Starts the network.
     *
     * @param roundTripNanos the approximate time that a group takes, at least half of it
     */
    public SlowNetwork(long roundTripNanos, int groupsInFlight) {
        this.roundTripNanos = roundTripNanos;
        this.groupsInFlight = groupsInFlight;
    }

    /** Returns the largest number of groups that were in flight at the same time. */
    public int mostUnderWay() {
        return mostUnderWay;
    }

    /** Returns the number of groups in flight. */
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
