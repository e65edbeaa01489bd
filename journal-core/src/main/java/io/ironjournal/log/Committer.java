package io.ironjournal.log;

import io.ironjournal.JournalFailedException;
import io.ironjournal.format.RecordType;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import io.ironjournal.spi.log.LogFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Group commit. Callers queue their writes; whoever finds the committer idle runs it, for one group. What was queued
 * meanwhile is taken over by the committer's own thread, group after group, until the queue is empty: a lone writer pays
 * no hand-off, many writers fill the next group while one is being forced. There is no timer and no fixed delay.
 *
 * <p>The first failure, whatever it is, ends all writing: the page cache cannot be trusted after it, so no force is
 * retried.
 */
public final class Committer {

    /** Bytes after which a group is forced although more writes are waiting. */
    private static final int GROUP_SIZE = 512 << 10;

    /** Stands in a group for a write that has left it. */
    private static final Write SETTLED = new DurableNote(false);

    private final CommitLog log;
    private final CommitListener listener;
    private final @Nullable CommitterThread thread;

    private final WriteQueue queue = new WriteQueue();

    /** Held by whoever runs the committer. What follows is used by its holder only. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private final SettledWrites settled;
    private final List<Write> group = new ArrayList<>();
    private final Outcome outcome = new Outcome();
    private ByteBuffer head = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    /** What was taken from the queue and not looked at. */
    private @Nullable Write rest;

    /** What is neither there nor in the group. */
    private @Nullable Write staging;

    private boolean mustForce;

    /** Whether the group holds anything besides notes, which need not become durable. */
    private boolean promised;

    private final AtomicLong records = new AtomicLong();

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** Everything below is in the log, and readers see it. */
    private volatile long applied;

    /** The end of the last record that callers were told of before it was forced. */
    private volatile long promisedEnd;

    /** The outcome of a group, which is known when {@code commit} returns. */
    private static final class Outcome implements GroupCompletion {

        private @Nullable Throwable failure;

        @Override
        public void completed() {}

        @Override
        public void failed(Throwable cause) {
            failure = cause;
        }

        void requireSuccess() throws Exception {
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure instanceof Exception exception) {
                throw exception;
            }
        }
    }

    /**
     * Starts on a log that recovery has made ready.
     *
     * @param callbacks runs the code of those who did not wait
     * @param threaded whether a thread of our own takes over what queues up; without one, whoever runs the committer goes
     *     on until the queue is empty
     */
    public Committer(CommitLog log, CommitListener listener, Executor callbacks, boolean threaded) {
        CommitFailures.prepare();
        this.log = log;
        this.listener = listener;
        this.settled = new SettledWrites(callbacks);
        this.applied = log.durable();
        this.thread = threaded ? CommitterThread.start(this::runQueue) : null;
    }

    /** Queues a write and waits until it is settled. */
    public void execute(Write write) {
        queue.add(write);
        if (busy.compareAndSet(false, true)) {
            try {
                commitQueued();
            } finally {
                release();
            }
        }
        write.await();
    }

    /** Queues a write without waiting. */
    public void submit(Write write) {
        queue.add(write);
        if (busy.compareAndSet(false, true)) {
            handOver();
        }
    }

    /** Everything below this LSN is forced, and can be seen by readers. */
    public long durable() {
        return Math.min(applied, log.durable());
    }

    /** How many bytes callers were told of that are not forced, about; 0 when there are none. */
    public long unforced() {
        return Math.max(0, promisedEnd - log.durable());
    }

    /** Returns once everything that callers were told of is forced. */
    public void forceAll() {
        if (unforced() > 0) {
            execute(new DurableNote(true));
        }
    }

    /** Forces what callers were told of so far, while others go on writing. */
    public void forceBehind() {
        try {
            long before = durable();
            log.commitHandedOver();
            if (durable() > before) {
                listener.forcedBehind();
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** Records written since opening. */
    public long records() {
        return records.get();
    }

    /** What ended all writing; null while the committer works. */
    public @Nullable Throwable failure() {
        return failure.get();
    }

    /** Fails once writing has ended. */
    public void requireWorking() {
        Throwable failed = failure.get();
        if (failed != null) {
            throw CommitFailures.earlier(failed);
        }
    }

    /** Ends all writing for a failure that was met elsewhere; the first one counts. */
    public void fail(Throwable cause) {
        if (failure.compareAndSet(null, cause)) {
            listener.failed(cause);
        }
    }

    /** Ends the committer's thread. Nobody queues writes any more. */
    public void close() {
        if (thread != null) {
            thread.close();
        }
    }

    /** Gives up the committer, unless there is more to do. */
    private void release() {
        if (!queue.isEmpty()) {
            handOver();
            return;
        }
        busy.set(false);
        if (!queue.isEmpty() && busy.compareAndSet(false, true)) {
            handOver();
        }
    }

    private void handOver() {
        if (thread != null) {
            thread.wake();
        } else {
            runQueue();
        }
    }

    private void runQueue() {
        do {
            while (!queue.isEmpty()) {
                commitQueued();
            }
            busy.set(false);
        } while (!queue.isEmpty() && busy.compareAndSet(false, true));
    }

    private void commitQueued() {
        rest = queue.takeAll();
        try {
            for (Write write = rest; write != null; write = rest) {
                // Once it is settled, its caller may use it again.
                rest = write.next;
                staging = write;
                stage(write);
                staging = null;
                if (log.pending() >= GROUP_SIZE) {
                    finishGroup();
                }
            }
            finishGroup();
        } catch (Throwable e) {
            endWriting(e);
        }
        settled.tellListeners();
    }

    /** Everybody who waits must hear of it, whatever else fails meanwhile. */
    private void endWriting(Throwable cause) {
        try {
            fail(cause);
        } catch (RuntimeException | Error e) {
            // The first failure is noted, and counts.
        }
        settleGroup(CommitFailures.unknown(cause));
        JournalFailedException earlier = CommitFailures.earlier(cause);
        if (staging != null) {
            settled.finish(staging, earlier);
            staging = null;
        }
        while (rest != null) {
            Write write = rest;
            rest = write.next;
            settled.finish(write, earlier);
        }
    }

    /** Each write leaves the group before it is settled: after that, it may be in another life. */
    private void settleGroup(@Nullable RuntimeException cause) {
        for (int i = 0; i < group.size(); i++) {
            Write write = group.get(i);
            group.set(i, SETTLED);
            if (write != SETTLED) {
                settled.finish(write, cause);
            }
        }
        group.clear();
    }

    private void stage(Write write) throws Exception {
        Throwable failed = failure.get();
        if (failed != null) {
            settled.finish(write, CommitFailures.earlier(failed));
            return;
        }
        if (!write.stillWanted()) {
            settled.finish(write, null);
            return;
        }
        if (!reserve(write)) {
            return;
        }
        group.add(write);
        staging = null;
        write.assign(write.lsn);
        if (head.capacity() < write.headLength()) {
            head = ByteBuffer.allocate(write.headLength()).order(ByteOrder.LITTLE_ENDIAN);
        }
        write.head(head.clear());
        log.add(write.type().code(), head.flip(), write.body());
        mustForce |= !write.lazy();
        promised |= write.type() != RecordType.DURABLE;
        settlePromise(write.settles());
    }

    /** Finds room for a write, and for what it promises; settles it otherwise. */
    private boolean reserve(Write write) throws IOException {
        promise(write.promises());
        try {
            write.lsn = log.reserve(write.contentLength(), write.urgent());
            return true;
        } catch (LogFullException e) {
            settlePromise(write.promises());
            if (write.optional()) {
                group.add(write);
                mustForce |= !write.lazy();
            } else {
                listener.logFull();
                settled.finish(write, CommitFailures.full(e));
            }
            return false;
        }
    }

    /** Keeps room for an outcome; for recovery, and by whoever runs the committer. */
    public void promise(int contentLength) {
        if (contentLength > 0) {
            log.keepRoom(contentLength);
        }
    }

    /** An outcome that room was kept for has its place, or is not needed any more; by the same. */
    public void settlePromise(int contentLength) {
        if (contentLength > 0) {
            log.releaseRoom(contentLength);
        }
    }

    private void finishGroup() throws Exception {
        if (group.isEmpty()) {
            return;
        }
        if (mustForce) {
            log.commit(outcome);
            outcome.requireSuccess();
        } else {
            log.handOver();
        }
        // By index: an iterator would be garbage of every append.
        for (int i = 0; i < group.size(); i++) {
            Write write = group.get(i);
            write.apply(write.lsn);
        }
        applied = log.end();
        if (promised && !mustForce) {
            promisedEnd = applied;
        }
        records.addAndGet(group.size());
        settleGroup(null);
        mustForce = false;
        promised = false;
        listener.groupCommitted();
    }
}
