package io.ironjournal.log;

import io.ironjournal.JournalFailedException;
import io.ironjournal.format.RecordType;
import io.ironjournal.io.NoSpaceException;
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

    private final CommitLog log;
    private final CommitListener listener;
    private final Executor callbacks;
    private final @Nullable CommitterThread thread;

    /** Newest first; taken whole. */
    private final AtomicReference<@Nullable Write> queue = new AtomicReference<>();

    /** Held by whoever runs the committer. What follows is used by its holder only. */
    private final AtomicBoolean busy = new AtomicBoolean();

    private final List<Write> group = new ArrayList<>();
    private ByteBuffer head = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    private boolean mustForce;

    /** Whether the group holds anything besides notes, which need not become durable. */
    private boolean promised;

    private final AtomicLong records = new AtomicLong();

    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile long durable;
    private volatile boolean unforced;

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
        this.callbacks = callbacks;
        this.durable = log.durable();
        this.thread = threaded ? CommitterThread.start(this::runQueue) : null;
    }

    /** Queues a write and waits until it is settled. */
    public void execute(Write write) {
        push(write);
        if (busy.compareAndSet(false, true)) {
            commitQueued();
            release();
        }
        write.await();
    }

    /** Queues a write without waiting. */
    public void submit(Write write) {
        push(write);
        if (busy.compareAndSet(false, true)) {
            handOver();
        }
    }

    /** Everything below this LSN is forced, and can be seen by readers. */
    public long durable() {
        return durable;
    }

    /** Whether something that callers were told of is not forced. */
    public boolean unforced() {
        return unforced;
    }

    /** Returns once everything that callers were told of is forced. */
    public void forceAll() {
        if (unforced) {
            execute(new DurableNote(true));
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

    private void push(Write write) {
        Write top;
        do {
            top = queue.get();
            write.next = top;
        } while (!queue.compareAndSet(top, write));
    }

    /** Gives up the committer, unless there is more to do. */
    private void release() {
        if (queue.get() != null) {
            handOver();
            return;
        }
        busy.set(false);
        if (queue.get() != null && busy.compareAndSet(false, true)) {
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
            while (queue.get() != null) {
                commitQueued();
            }
            busy.set(false);
        } while (queue.get() != null && busy.compareAndSet(false, true));
    }

    private void commitQueued() {
        Write oldest = reversed(queue.getAndSet(null));
        try {
            for (Write write = oldest; write != null; write = write.next) {
                stage(write);
                if (log.pending() >= GROUP_SIZE) {
                    finishGroup();
                }
            }
            finishGroup();
        } catch (Throwable e) {
            endWriting(oldest, e);
        }
        tellListeners(oldest);
    }

    /** Oldest first, by the references that the queue has: there may be no memory for anything else. */
    private static @Nullable Write reversed(@Nullable Write newest) {
        Write oldest = null;
        Write write = newest;
        while (write != null) {
            Write older = write.next;
            write.next = oldest;
            oldest = write;
            write = older;
        }
        return oldest;
    }

    /** Everybody who waits must hear of it, whatever else fails meanwhile. */
    private void endWriting(@Nullable Write oldest, Throwable cause) {
        try {
            fail(cause);
        } catch (RuntimeException | Error e) {
            // The first failure is noted, and counts.
        }
        settle(group, CommitFailures.unknown(cause));
        JournalFailedException earlier = CommitFailures.earlier(cause);
        for (Write write = oldest; write != null; write = write.next) {
            // Nothing happens to those that are settled already.
            write.finish(earlier);
        }
        group.clear();
    }

    private void stage(Write write) throws Exception {
        Throwable failed = failure.get();
        if (failed != null) {
            write.finish(CommitFailures.earlier(failed));
            return;
        }
        if (!write.stillWanted()) {
            write.finish(null);
            return;
        }
        if (!reserve(write)) {
            return;
        }
        group.add(write);
        write.assign(write.lsn);
        if (head.capacity() < write.headLength()) {
            head = ByteBuffer.allocate(write.headLength()).order(ByteOrder.LITTLE_ENDIAN);
        }
        write.head(head.clear());
        log.append(write.type(), head.flip(), write.body());
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
        } catch (NoSpaceException e) {
            settlePromise(write.promises());
            if (write.optional()) {
                group.add(write);
                mustForce |= !write.lazy();
            } else {
                write.finish(CommitFailures.full(e));
                listener.logFull();
            }
            return false;
        }
    }

    /** Keeps room for an outcome; for recovery, and by whoever runs the committer. */
    public void promise(int contentLength) {
        if (contentLength > 0) {
            log.promise(contentLength);
        }
    }

    /** An outcome that room was kept for has its place, or is not needed any more; by the same. */
    public void settlePromise(int contentLength) {
        if (contentLength > 0) {
            log.settlePromise(contentLength);
        }
    }

    private void finishGroup() throws Exception {
        if (group.isEmpty()) {
            return;
        }
        if (mustForce) {
            log.force();
            unforced = false;
        } else {
            log.write();
            unforced |= promised;
        }
        for (Write write : group) {
            write.apply(write.lsn);
        }
        durable = log.durable();
        records.addAndGet(group.size());
        settle(group, null);
        group.clear();
        mustForce = false;
        promised = false;
        listener.groupCommitted();
    }

    private static void settle(List<Write> writes, @Nullable RuntimeException cause) {
        for (Write write : writes) {
            write.finish(cause);
        }
    }

    /** All are over before the first is told, who may wait for that, as close does. */
    private void tellListeners(@Nullable Write oldest) {
        boolean any = false;
        for (Write write = oldest; write != null; write = write.next) {
            write.over();
            any |= write.hasListener();
        }
        if (any) {
            try {
                callbacks.execute(() -> tell(oldest));
            } catch (RuntimeException | Error e) {
                // No thread to be had. Whoever waits for them must hear nevertheless, and the committer goes on.
                tell(oldest);
            }
        }
    }

    private static void tell(@Nullable Write oldest) {
        for (Write write = oldest; write != null; write = write.next) {
            if (write.hasListener()) {
                write.tell();
            }
        }
    }
}
