package io.ironjournal.internal;

import io.ironjournal.flush.FlushScheduler;
import io.ironjournal.log.CommitListener;

/** Passes what the committer reports to the flusher, to the forces of {@code ASYNC}, and to those who wait for a failure. */
record CommitEvents(FlushScheduler flushing, IntervalSync sync, FailureSignal failure) implements CommitListener {

    @Override
    public void groupCommitted() {
        sync.groupCommitted();
        flushing.groupCommitted();
    }

    @Override
    public void forcedBehind() {
        flushing.forcedBehind();
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
