package io.ironjournal.log;

import io.ironjournal.format.RecordType;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One record that is being written to the commit log. The caller makes it, queues it and waits; the thread that runs
 * the committer handles writes in the order of the queue:
 *
 * <pre>
 *   admit → (log reserves room) → assign(lsn, time) → head, body → … force … → apply(lsn) → complete
 *                                                                            ↘ failed(cause)
 * </pre>
 */
public abstract class Write {

    /** Replaces the LSN of a write without a record. */
    static final long NO_RECORD = -1;

    private static final byte[] NOTHING = new byte[0];

    /** The next older write in the queue; the next newer one once the committer has taken it. */
    @Nullable
    Write next;

    /** LSN of the record, after the log has reserved room for it. */
    long lsn;

    private volatile boolean done;
    private @Nullable RuntimeException failure;
    private volatile @Nullable Thread waiter;

    /** Returns the type of the record. */
    protected abstract RecordType type();

    /** Returns the size of head and body in bytes. It is known before the write is queued. */
    protected abstract int contentLength();

    /** Decides whether the record is written. Called in the order of the queue, with all records before it assigned. */
    protected Admission admit() {
        return Admission.RECORD;
    }

    /** Returns the failure of a write without a record, as {@link #admit} decided; null when it succeeds. */
    protected @Nullable RuntimeException refusal() {
        return null;
    }

    /** Whether the record may use the last room of a full disk, since it ends something that needs space. */
    protected boolean urgent() {
        return false;
    }

    /** Whether an urgent record leaves the room that is kept for outcomes of branches, because nobody waits for it. */
    protected boolean leavesRoomForOutcomes() {
        return false;
    }

    /**
     * Returns the size of the entries and the checkpoint that the flusher will write to files, in bytes. A limit of the
     * journal's disk space may refuse such a write.
     */
    protected long needsDisk() {
        return 0;
    }

    /** Returns the number of entries that {@link #needsDisk} includes. */
    protected long limitedEntries() {
        return entries();
    }

    /** Whether the write only adds a checkpoint. Callers need one to free space, so it has more space than entries. */
    protected boolean onlyCheckpoint() {
        return false;
    }

    /** Whether the write completes, with its force, even if there is no room for the record. */
    protected boolean optional() {
        return false;
    }

    /** Content length of the later, urgent record that this one reserves room for; 0 for no reservation. */
    protected int reserves() {
        return 0;
    }

    /** Content length of the reservation that this record releases; 0 for no reservation. */
    protected int releases() {
        return 0;
    }

    /** Returns whether the write may complete before the record is forced. */
    protected boolean lazy() {
        return false;
    }

    /**
     * Assigns ids and everything else that depends on the order of writes. After this call only a failed log can fail
     * the write.
     *
     * @param time the time of the system clock, in microseconds since 1970 UTC, the same for all writes of a group
     */
    protected void assign(long lsn, long time) {}

    /** Writes the part of the content that {@link #assign} determined to a little-endian buffer. */
    protected void head(ByteBuffer out) {}

    /** Returns the size of the head in bytes. */
    protected int headLength() {
        return 0;
    }

    /** Returns the part of the content that the caller encoded. */
    protected byte[] body() {
        return NOTHING;
    }

    /**
     * Makes the write visible to readers. Called after the record is as durable as it must be, in the order of the
     * queue, before the write completes.
     *
     * @param lsn LSN of the record
     */
    protected void apply(long lsn) {}

    /** Returns the number of entries that {@link #apply} makes readable. */
    protected long entries() {
        return 0;
    }

    /** Called instead of {@link #apply} when the write failed or its outcome is unknown. */
    protected void abandoned() {}

    /** Whether {@link #notifyListener(RuntimeException)} must be called. */
    protected boolean hasListener() {
        return false;
    }

    /** Called after the write is complete and before any listener; by the committer, so it must not run foreign code. */
    protected void onCompletion() {}

    /**
     * Notifies a caller that does not wait, on a thread that may run its code.
     *
     * @param failed what the write failed with; null when it succeeded
     */
    protected void notifyListener(@Nullable RuntimeException failed) {}

    /** Completes the write, or fails it with a cause, and wakes its caller. Does nothing when the write is complete. */
    final void complete(@Nullable RuntimeException cause) {
        if (done) {
            return;
        }
        failure = cause;
        if (cause != null) {
            try {
                abandoned();
            } catch (RuntimeException | Error e) {
                // The caller must get the failure of the write, not this one.
            }
        }
        done = true;
        try {
            // A caller that has seen the completion already may be using the write again. It ignores a needless
            // wake-up.
            LockSupport.unpark(waiter);
        } catch (RuntimeException | Error e) {
            // A virtual thread without a scheduler cannot be woken. The other callers must be.
        }
    }

    /** Fails a write that is not queued, and notifies its listener. Runs code of applications. */
    protected final void end(RuntimeException cause) {
        complete(cause);
        onCompletion();
        notifyListener();
    }

    /** Resets the write for another use. Only a write that succeeded may be used again, after its caller has returned. */
    protected final void reuse() {
        next = null;
        failure = null;
        waiter = null;
        done = false;
    }

    final void notifyListener() {
        notifyListener(failure);
    }

    /** Waits until the write is complete, ignoring interrupts; throws its failure. */
    final void await() {
        awaitCompletion();
        RuntimeException cause = failure;
        if (cause != null) {
            throw CommitFailures.forCaller(cause);
        }
    }

    /** Waits until the write is complete, whether it failed or not, ignoring interrupts. */
    final void awaitCompletion() {
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
    }
}
