package io.ironjournal.internal;

import io.ironjournal.JournalMonitor;
import io.ironjournal.JournalStats;
import io.ironjournal.RecoveryReport;
import io.ironjournal.branch.BranchTable;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.flush.Flusher;
import io.ironjournal.io.Storage;
import io.ironjournal.log.Committer;
import io.ironjournal.log.DiskLimit;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.write.StreamWrites;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Reports the state of the journal, also after it has failed or was closed. */
record EngineMonitor(
        Committer committer,
        CommitLog log,
        Flusher flusher,
        MemtableMemory memory,
        BranchTable branches,
        StreamWrites writes,
        LossFile losses,
        JournalFigures figures,
        @Nullable DiskLimit limit,
        ScrubResults scrubbed,
        Storage storage,
        InstantSource clock,
        RecoveryReport recoveryReport,
        FailureSignal failure)
        implements JournalMonitor {

    @Override
    public JournalStats stats() {
        List<InDoubtBranch> inDoubt = branches.inDoubt();
        return new StatsSnapshot(
                committer.durable(),
                committer.records(),
                log.commits(),
                figures.entries(),
                figures.groups().snapshot(),
                figures.appends().snapshot(),
                figures.forces().snapshot(),
                figures.waits().snapshot(),
                log.retainedBytes(),
                memory.used(),
                memory.limit(),
                inDoubt.size(),
                inDoubt.isEmpty() ? Duration.ZERO : age(inDoubt.get(0)),
                losses.losses(),
                figures.checksumErrors(),
                scrubbed.damage(),
                scrubbed.bytes(),
                scrubbed.passes(),
                scrubbed.lastPass(),
                Optional.<Throwable>ofNullable(flusher.fullDisk()).or(() -> Optional.ofNullable(committer.full())),
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit.limit()),
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit.used()),
                writes.clockBehind(),
                Optional.ofNullable(committer.failure()));
    }

    /** Returns zero if the clock has gone back behind the time of the branch. */
    private Duration age(InDoubtBranch oldest) {
        Duration age = Duration.between(oldest.preparedAt(), clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    @Override
    public OptionalLong freeDiskSpace() {
        return storage.freeSpace();
    }

    @Override
    public CompletionStage<Throwable> failed() {
        return failure.failed();
    }
}
