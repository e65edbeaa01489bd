package io.ironjournal.internal;

import io.ironjournal.RecoveryReport;
import io.ironjournal.SyncMode;
import io.ironjournal.branch.BranchTable;
import io.ironjournal.branch.PreparedBranches;
import io.ironjournal.checkpoint.CheckpointTable;
import io.ironjournal.checkpoint.Compaction;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.io.Storage;
import io.ironjournal.log.CommitLog;
import io.ironjournal.log.Committer;
import io.ironjournal.recovery.LossFile;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.stream.Flusher;
import io.ironjournal.stream.Retention;
import io.ironjournal.stream.StreamReader;
import io.ironjournal.stream.Streams;
import io.ironjournal.stream.TailMemory;
import io.ironjournal.stream.WriteLimits;
import java.io.Closeable;

/** The parts of an open journal, put together. */
record EngineParts(
        Storage storage,
        Closeable lock,
        Threads threads,
        CommitLog log,
        Committer committer,
        Background background,
        Flusher flusher,
        SegmentStore store,
        TailMemory memory,
        Streams streams,
        StreamReader reader,
        Retention retention,
        CheckpointTable checkpoints,
        Compaction compaction,
        CursorAdvance cursors,
        PreparedBranches prepared,
        BranchTable branches,
        WriteLimits limits,
        SectionCompression compression,
        SyncMode mode,
        RecoveryReport report,
        LossFile losses) {}
