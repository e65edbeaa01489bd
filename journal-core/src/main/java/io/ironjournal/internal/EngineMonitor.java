package io.ironjournal.internal;

import io.ironjournal.JournalMonitor;
import io.ironjournal.JournalStats;
import io.ironjournal.RecoveryReport;
import io.ironjournal.branch.BranchTable;
import io.ironjournal.log.Committer;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.write.StreamWrites;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Reports the state of the journal, also after it has failed or was closed. */
record EngineMonitor(
        Committer committer,
        CommitLog log,
        MemtableMemory memory,
        BranchTable branches,
        StreamWrites writes,
        RecoveryReport recoveryReport,
        FailureSignal failure)
        implements JournalMonitor {

    @Override
    public JournalStats stats() {
        return new StatsSnapshot(
                committer.durable(),
                committer.records(),
                log.commits(),
                log.retainedBytes(),
                memory.used(),
                branches.countInDoubt(),
                writes.clockBehind(),
                Optional.ofNullable(committer.failure()));
    }

    @Override
    public CompletionStage<Throwable> failed() {
        return failure.failed();
    }
}
