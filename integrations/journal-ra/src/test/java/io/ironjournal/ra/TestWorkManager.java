package io.ironjournal.ra;

import jakarta.resource.spi.work.ExecutionContext;
import jakarta.resource.spi.work.HintsContext;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkContextProvider;
import jakarta.resource.spi.work.WorkEvent;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkListener;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Runs each work on a thread of its own, as servers do with long work. */
final class TestWorkManager implements WorkManager {

    enum Answer {
        RUN,
        REFUSE,
        REJECT_LATER,
        NEVER_RUN
    }

    final List<Thread> threads = new CopyOnWriteArrayList<>();
    volatile Answer answer = Answer.RUN;

    /** How many works run: -1 for all. Others are refused. */
    volatile int limit = -1;

    boolean isIdle() {
        return threads.stream().noneMatch(Thread::isAlive);
    }

    @Override
    public void scheduleWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener)
            throws WorkException {
        if (context != null
                || !(work instanceof WorkContextProvider hinted)
                || !((HintsContext) hinted.getWorkContexts().get(0))
                        .getHints()
                        .equals(java.util.Map.of(HintsContext.LONGRUNNING_HINT, true))) {
            throw new AssertionError("a worker must say that it runs long");
        }
        if (answer == Answer.REFUSE || threads.size() == limit) {
            throw new WorkRejectedException("no thread is free");
        }
        if (answer == Answer.REJECT_LATER) {
            listener.workRejected(
                    new WorkEvent(this, WorkEvent.WORK_REJECTED, work, new WorkRejectedException("too late")));
        }
        if (answer == Answer.RUN) {
            Thread thread = new Thread(work, "worker");
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    @Override
    public void scheduleWork(Work work) {
        throw new AssertionError("not used");
    }

    @Override
    public void doWork(Work work) {
        throw new AssertionError("not used");
    }

    @Override
    public void doWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new AssertionError("not used");
    }

    @Override
    public long startWork(Work work) {
        throw new AssertionError("not used");
    }

    @Override
    public long startWork(Work work, long startTimeout, ExecutionContext context, WorkListener listener) {
        throw new AssertionError("not used");
    }
}
