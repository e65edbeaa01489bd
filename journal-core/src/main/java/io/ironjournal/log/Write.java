package io.ironjournal.log;

import io.ironjournal.format.RecordType;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One record on its way into the commit log. Made by a caller, who then waits; handled by whoever runs the committer, in
 * the order in which writes were queued:
 *
 * <pre>
 *   stillWanted → (log reserves room) → assign(lsn) → head, body → … force … → apply(end) → finished
 *                                                                            ↘ failed(cause)
 * </pre>
 */
public abstract class Write {

    private static final byte[] NOTHING = new byte[0];

    /** The next older write in the queue; the next newer one once the committer has taken it. */
    @Nullable
    Write next;

    /** Where the record stands, once it has been assigned a place. */
    long lsn;

    private volatile boolean done;
    private @Nullable RuntimeException failure;
    private volatile @Nullable Thread waiter;

    /** What kind of record this is. */
    protected abstract RecordType type();

    /** Bytes of content, head and body together; known before anything else. */
    protected abstract int contentLength();

    /** Whether the record is to be written at all; asked in the order of the queue. */
    protected boolean stillWanted() {
        return true;
    }

    /** Whether it settles something, so that it may use the last room of a full disk. */
    protected boolean urgent() {
        return false;
    }

    /** Whether everything else is done also when there is no room for the record: the force, and the answer. */
    protected boolean optional() {
        return false;
    }

    /** Content length of a later, urgent record that this one promises room for; 0 when it promises none. */
    protected int promises() {
        return 0;
    }

    /** Content length of the urgent record that an earlier one promised room for and that this one settles. */
    protected int settles() {
        return 0;
    }

    /** Whether callers may be answered before the record is forced. */
    protected boolean lazy() {
        return false;
    }

    /** Gives ids and whatever else depends on the order of writes. From here on the write happens, or the log fails. */
    protected void assign(long lsn) {}

    /** Puts the part of the content that {@link #assign} decided into a little-endian buffer. */
    protected void head(ByteBuffer out) {}

    /** Size of the head. */
    protected int headLength() {
        return 0;
    }

    /** The part of the content that the caller encoded. */
    protected byte[] body() {
        return NOTHING;
    }

    /**
     * Shows the write to readers; called once the record is in the log as its durability demands, in the order of the
     * queue, before the caller is told.
     *
     * @param lsn where the record stands
     */
    protected void apply(long lsn) {}

    /** Called instead of {@link #apply} when the write did not happen or nobody knows. */
    protected void abandoned() {}

    /** Whether {@link #settled} is to be called. */
    protected boolean hasListener() {
        return false;
    }

    /** Called once the write is settled, before anybody is told; by the committer, so it must not run foreign code. */
    protected void over() {}

    /**
     * Tells those who do not wait, on a thread that may run their code.
     *
     * @param failed what the write failed with; null when it happened
     */
    protected void settled(@Nullable RuntimeException failed) {}

    /** Settles the write, unless it is settled already, and wakes who waits for it. */
    final void finish(@Nullable RuntimeException cause) {
        if (done) {
            return;
        }
        failure = cause;
        if (cause != null) {
            try {
                abandoned();
            } catch (RuntimeException | Error e) {
                // Writing has ended, or the write was refused: its caller must hear of that first of all.
            }
        }
        done = true;
        try {
            // A caller that has seen this already may be using the write again: woken for nothing, it goes on waiting.
            LockSupport.unpark(waiter);
        } catch (RuntimeException | Error e) {
            // A virtual thread without a scheduler will never hear of it, which must not keep the others from it.
        }
    }

    /** Makes ready for another life. Only a write that has happened may be used again, once its caller has returned. */
    protected final void reuse() {
        next = null;
        failure = null;
        waiter = null;
        done = false;
    }

    final void tell() {
        settled(failure);
    }

    /** Waits until the write is settled, interrupted or not; throws what it failed with. */
    final void await() {
        boolean interrupted = false;
        if (!done) {
            waiter = Thread.currentThread();
            while (!done) {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        RuntimeException cause = failure;
        if (cause != null) {
            throw CommitFailures.forCaller(cause);
        }
    }
}
