package io.ironjournal.write;

import io.ironjournal.ErrorContext;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.log.Write;
import io.ironjournal.text.Printable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The streams that prepared branches claim. A branch that expects a position of a stream claims the stream exclusively,
 * from its PREPARE until its outcome: nothing else may change the end of the stream in between. A branch without an
 * expectation shares a claim on each of its streams: it may commit at any time, so no other branch may rely on the end of the
 * stream meanwhile.
 *
 * <p>The committer decides in the order of the log whether a claim is granted, and takes all claims of a branch at once.
 * It never waits for a claim. A caller whose write is not admitted waits here, without a place in the queue and without
 * memory, and queues the write again.
 */
public final class StreamClaims {

    private static final long RECHECK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** The owner of each exclusive claim, by stream. Changed by recovery and by the thread that runs the committer. */
    private final Map<String, Object> exclusive = new ConcurrentHashMap<>();

    /** The number of shared claims, by stream. Changed by recovery and by the thread that runs the committer. */
    private final Map<String, Integer> shared = new ConcurrentHashMap<>();

    /** Whether there is an exclusive claim. Appends read only this while no branch uses expectations. */
    private volatile boolean exclusiveClaims;

    private final long timeoutNanos;
    private final Runnable requireOpen;
    private final ParkedWrites parked;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Creates an object without claims.
     *
     * @param timeout how long a write waits for a claim
     * @param requireOpen fails if no write can be admitted any more
     * @param queue queues a write for the committer
     * @param later runs a task after a short time, on a thread that may run code of applications
     */
    public StreamClaims(Duration timeout, Runnable requireOpen, Consumer<Write> queue, Executor later) {
        this.timeoutNanos = timeout.toNanos();
        this.requireOpen = requireOpen;
        this.parked = new ParkedWrites(queue, later, this::failure);
    }

    /** Returns whether there is an exclusive claim on any stream. */
    boolean anyExclusive() {
        return exclusiveClaims;
    }

    /** Returns the exception for a write that must wait before it adds entries to a stream; null if it need not wait. */
    @Nullable
    StreamClaimedException blocked(String stream) {
        return exclusiveClaims && exclusive.containsKey(stream) ? new StreamClaimedException(stream, false) : null;
    }

    /** Returns the exception for a branch that must wait before it is prepared; null if it need not wait. */
    public @Nullable StreamClaimedException blocked(StreamClaim claim) {
        if (exclusiveClaims) {
            for (String stream : claim.shared()) {
                if (exclusive.containsKey(stream)) {
                    return new StreamClaimedException(stream, false);
                }
            }
        }
        for (String stream : claim.exclusive()) {
            if (isClaimed(stream, true)) {
                return new StreamClaimedException(stream, true);
            }
        }
        return null;
    }

    private boolean isClaimed(String stream, boolean alsoShared) {
        return exclusive.containsKey(stream) || (alsoShared && shared.containsKey(stream));
    }

    /** Keeps an asynchronous append until the claim on its stream is released. */
    void park(ListenedWrite write, StreamClaimedException claimed) {
        parked.park(write, claimed);
    }

    /** Takes the claims of a branch whose PREPARE gets its place in the log, or was found there by recovery. */
    public void take(StreamClaim claim) {
        for (String stream : claim.shared()) {
            shared.merge(stream, 1, Integer::sum);
        }
        if (!claim.exclusive().isEmpty()) {
            claim.exclusive().forEach(stream -> exclusive.put(stream, claim.owner()));
            exclusiveClaims = true;
        }
    }

    /** Releases the claims of a branch that has its outcome, and wakes the callers that wait for one of them. */
    public void release(StreamClaim claim) {
        for (String stream : claim.shared()) {
            shared.computeIfPresent(stream, (same, count) -> count == 1 ? null : count - 1);
        }
        if (!claim.exclusive().isEmpty()) {
            // Before callers see that the stream is free, because what they append then comes later.
            claim.exclusive().forEach(parked::release);
            claim.exclusive().forEach(exclusive::remove);
            exclusiveClaims = !exclusive.isEmpty();
        }
        if (waiting.get() > 0) {
            lock.lock();
            try {
                released.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Waits until no branch claims a stream exclusively, before a write is queued. */
    public void awaitFree(String stream) {
        StreamClaimedException claimed = blocked(stream);
        if (claimed != null) {
            awaitRelease(claimed, System.nanoTime());
        }
    }

    /**
     * Waits until a write need no longer wait for the stream that kept it from being admitted. An interrupt does not end
     * the wait.
     *
     * @param begin when the write began to wait, by {@link System#nanoTime}
     * @throws WriteTimeoutException if the claim was not released within the timeout
     */
    public void awaitRelease(StreamClaimedException claimed, long begin) {
        boolean interrupted = false;
        waiting.incrementAndGet();
        lock.lock();
        try {
            while (isClaimed(claimed.stream(), claimed.exclusively())) {
                RuntimeException failure = failure(claimed, begin);
                if (failure != null) {
                    throw failure;
                }
                long left = timeoutNanos - (System.nanoTime() - begin);
                interrupted |= awaitChange(Math.min(left, RECHECK_NANOS));
            }
        } finally {
            lock.unlock();
            waiting.decrementAndGet();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits briefly, or for a change. Returns whether the thread was interrupted. */
    @SuppressWarnings("WaitNotInLoop") // the caller loops and checks the condition
    private boolean awaitChange(long nanos) {
        try {
            released.awaitNanos(nanos);
            return false;
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Returns the failure of a write that must not wait any longer; null if it can wait. */
    private @Nullable RuntimeException failure(StreamClaimedException claimed, long begin) {
        try {
            requireOpen.run();
        } catch (RuntimeException e) {
            return e;
        }
        return System.nanoTime() - begin < timeoutNanos ? null : timedOut(claimed);
    }

    private WriteTimeoutException timedOut(StreamClaimedException claimed) {
        String stream = claimed.stream();
        Object owner = exclusive.get(stream);
        String waited = " waited " + Duration.ofNanos(timeoutNanos).toMillis() + " ms (writeTimeout) for ";
        String advice = "; nothing was written. The stream is free again when its transaction manager has decided the"
                + " branch. Try again later, or decide the branch.";
        return new WriteTimeoutException(
                owner == null
                        ? "A transaction that expects a position of stream '" + Printable.name(stream) + "'" + waited
                                + "branches in doubt that have entries for the stream" + advice
                        : "A write to stream '" + Printable.name(stream) + "'" + waited + "branch " + owner
                                + ", which is in doubt and expects a position of the stream" + advice,
                ErrorContext.ofStream(stream),
                null);
    }
}
