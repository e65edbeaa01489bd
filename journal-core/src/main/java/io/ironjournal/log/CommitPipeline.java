package io.ironjournal.log;

import io.ironjournal.JournalFailedException;
import io.ironjournal.format.RecordType;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import io.ironjournal.spi.log.LogFullException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Puts writes into groups, sends the groups to the log, and applies and completes them in the same order after the log
 * has completed them. Used by the thread that runs the committer, unless a method says otherwise.
 */
final class CommitPipeline {

    /** Bytes after which a group is sent although more writes are waiting. */
    private static final int GROUP_SIZE = 512 << 10;

    /** Approximate limit of acknowledged bytes that a log without hand-over has not completed. */
    private static final int MAX_LATE = 4 << 20;

    private final Committer committer;
    private final CommitLog log;
    private final CommitListener listener;
    private final InstantSource clock;
    private final CompletedWrites completed;
    private final CommitWindow window;
    private final boolean handsOver;
    private final int groupsInFlight;

    /** Number of groups that the log has not completed but whose writes are complete. */
    private final AtomicInteger late = new AtomicInteger();

    private final GroupCompletion lateCompletion = new LateCompletion();
    private ByteBuffer head = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    /** The writes that were taken from the queue but not staged. */
    private @Nullable Write rest;

    /** The write that is neither in {@link #rest} nor in a group. */
    private @Nullable Write staging;

    private final GroupCounts counts;

    /** The LSN below which everything is in the log and visible to readers. */
    private volatile long applied;

    private final FullLog fullLog;
    private final OutcomeRoom outcomeRoom = new OutcomeRoom();

    /** The end of the last record that was acknowledged before it was durable. */
    private volatile long answeredEnd;

    CommitPipeline(
            Committer committer,
            CommitLog log,
            CommitListener listener,
            Executor callbacks,
            InstantSource clock,
            GroupCounts counts,
            FullLog fullLog) {
        this.counts = counts;
        this.fullLog = fullLog;
        this.committer = committer;
        this.log = log;
        this.listener = listener;
        this.clock = clock;
        this.completed = new CompletedWrites(callbacks);
        this.handsOver = log.capabilities().handsOver();
        this.groupsInFlight = log.capabilities().groupsInFlight();
        this.window = new CommitWindow(groupsInFlight, committer::groupCompleted);
        this.applied = log.durable();
    }

    /** Returns the LSN below which everything is in the log and visible to readers. Thread-safe. */
    long applied() {
        return applied;
    }

    /** Returns approximately how many acknowledged bytes are not durable. Thread-safe. */
    long unforced() {
        return Math.max(0, answeredEnd - log.durable());
    }

    /** Returns how many records were written. Thread-safe. */
    long records() {
        return counts.records();
    }

    /** Returns why the log has no space, if the last write found none. Thread-safe. */
    @Nullable
    LogFullException full() {
        return fullLog.get();
    }

    /** Whether no group can be sent before another one completes. */
    boolean isFull() {
        return window.isFull()
                || (!handsOver && (window.sent() + late.get() >= groupsInFlight || unforced() > MAX_LATE));
    }

    /** Applies groups that are complete, and sends queued writes as far as the log accepts them. */
    void run(WriteQueue queue) {
        try {
            applyCompleted();
            if (rest == null) {
                rest = queue.takeAll();
            }
            for (Write write = rest; write != null && !isFull(); write = rest) {
                // Once the write is complete, its caller may use it again.
                rest = write.next;
                staging = write;
                stage(write);
                staging = null;
                if (rest == null || log.pending() >= GROUP_SIZE) {
                    send();
                }
            }
        } catch (Throwable e) {
            endWriting(e);
        }
        completed.notifyListeners();
    }

    /** Fails all writes, so that every waiting caller is woken even if something else fails meanwhile. */
    private void endWriting(Throwable cause) {
        try {
            committer.fail(cause);
        } catch (RuntimeException | Error e) {
            // The first failure is noted already.
        }
        window.failAll(completed, CommitFailures.unknown(cause));
        JournalFailedException earlier = CommitFailures.earlier(cause);
        if (staging != null) {
            completed.complete(staging, earlier);
            staging = null;
        }
        while (rest != null) {
            Write write = rest;
            rest = write.next;
            completed.complete(write, earlier);
        }
    }

    private void stage(Write write) throws IOException {
        Throwable failed = committer.failure();
        if (failed != null) {
            completed.complete(write, CommitFailures.earlier(failed));
            return;
        }
        Admission admission = write.admit();
        if (admission != Admission.RECORD) {
            withoutRecord(write, admission);
            return;
        }
        if (!reserve(write)) {
            return;
        }
        CommitGroup group = window.current();
        group.add(write);
        staging = null;
        write.assign(write.lsn, group.time(clock));
        if (head.capacity() < write.headLength()) {
            head = ByteBuffer.allocate(write.headLength()).order(ByteOrder.LITTLE_ENDIAN);
        }
        write.head(head.clear());
        log.add(write.type().code(), head.flip(), write.body());
        if (write.type() != RecordType.DURABLE) {
            group.relyOn();
        }
        releaseReservation(write.releases());
    }

    private void withoutRecord(Write write, Admission admission) {
        if (admission == Admission.NO_RECORD) {
            completed.complete(write, write.refusal());
        } else if (admission == Admission.NO_RECORD_AFTER_GROUP) {
            window.current().addWithoutRecord(write);
        }
    }

    /** Reserves room for a write, and for the later record that it needs room for; fails the write when there is none. */
    private boolean reserve(Write write) throws IOException {
        reserveForLater(write.reserves());
        try {
            fullLog.require(write, log.end());
            if (write.leavesRoomForOutcomes()) {
                log.reserve(outcomeRoom.with(write.contentLength()), true);
            }
            write.lsn = log.reserve(write.contentLength(), write.urgent());
            fullLog.reserved(write);
            return true;
        } catch (LogFullException e) {
            fullLog.refused(e);
            releaseReservation(write.reserves());
            if (write.optional()) {
                window.current().addWithoutRecord(write);
            } else {
                listener.refused();
                if (fullLog.flushHelps(e)) {
                    listener.logFull();
                }
                completed.complete(write, CommitFailures.full(e));
            }
            return false;
        }
    }

    void reserveForLater(int contentLength) {
        if (contentLength > 0) {
            log.reserveForLater(contentLength);
            outcomeRoom.keep(contentLength);
        }
    }

    void releaseReservation(int contentLength) {
        if (contentLength > 0) {
            log.releaseReservation(contentLength);
            outcomeRoom.release(contentLength);
        }
    }

    private void send() throws IOException {
        CommitGroup group = window.current();
        if (group.isEmpty()) {
            return;
        }
        group.close(log.pending(), log.end());
        counts.sending(group);
        if (group.mustForce()) {
            window.sendCurrent();
            group.commit(log);
        } else {
            if (handsOver) {
                log.handOver();
            } else {
                late.incrementAndGet();
                log.commit(lateCompletion);
            }
            group.markDone();
            window.sendCurrent();
        }
        applyCompleted();
    }

    private void applyCompleted() {
        for (CommitGroup group = window.oldest(); group != null && group.isDone(); group = window.oldest()) {
            Throwable failed = group.failure();
            if (failed != null) {
                endWriting(failed);
                return;
            }
            long entries = group.apply();
            applied = group.end();
            if (group.isAnsweredUnforced()) {
                answeredEnd = applied;
            }
            counts.applied(group, entries);
            group.complete(completed, null);
            window.removeOldest();
            listener.groupCommitted();
        }
    }

    /** Receives the outcome of groups whose writes are complete already. Called by any thread. */
    private final class LateCompletion implements GroupCompletion {

        @Override
        public void completed() {
            late.decrementAndGet();
            listener.forcedLater();
            committer.groupCompleted();
        }

        @Override
        public void failed(Throwable cause) {
            late.decrementAndGet();
            committer.fail(cause);
            committer.groupCompleted();
        }
    }
}
