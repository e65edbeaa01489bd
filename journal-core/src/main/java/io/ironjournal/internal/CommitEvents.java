package io.ironjournal.internal;

import io.ironjournal.flush.FlushScheduler;
import io.ironjournal.log.CommitListener;

/**
 * Passes the events of the committer to the flusher, to the forces of {@code ASYNC}, and to listeners for a failure.
 */
record CommitEvents(FlushScheduler flushing, IntervalSync sync, FailureSignal failure) implements CommitListener {

    @Override
    public void groupCommitted() {
        sync.groupCommitted();
        flushing.groupCommitted();
    }

    @Override
    public void forcedLater() {
        flushing.noteDue();
    }

    @Override
    public void writeLeft() {
        flushing.noteDue();
    }

    @Override
    public void refused() {
        flushing.spaceNeeded();
    }

    @Override
    public void logFull() {
        flushing.logFull();
    }

    @Override
    public void failed(Throwable cause) {
        flushing.writingFailed();
        failure.fail(cause);
    }
}
