package io.ironjournal.internal;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.JournalIOException;
import io.ironjournal.checkpoint.CheckpointSummary;
import io.ironjournal.checkpoint.CheckpointTable;
import io.ironjournal.checkpoint.Compaction;
import io.ironjournal.checkpoint.LoadedCheckpoint;
import io.ironjournal.memtable.Streams;
import io.ironjournal.read.StreamReader;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.CheckpointNotFoundException;
import io.ironjournal.sharded.CheckpointPrunedException;
import io.ironjournal.sharded.Checkpoints;
import io.ironjournal.sharded.CompactionStats;
import io.ironjournal.sharded.NoCheckpointsException;
import io.ironjournal.sharded.PruneStats;
import io.ironjournal.sharded.ShardedTxnWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Checkpoints of an open sharded journal. */
final class EngineCheckpoints implements Checkpoints {

    private final CallGate gate;
    private final ShardRouting shards;
    private final EngineShardWriter writer;
    private final CheckpointTable table;
    private final Compaction compaction;
    private final StreamReader reader;
    private final Streams streams;
    private final EngineRetention retention;

    EngineCheckpoints(
            CallGate gate,
            ShardRouting shards,
            EngineShardWriter writer,
            CheckpointTable table,
            Compaction compaction,
            StreamReader reader,
            Streams streams,
            EngineRetention retention) {
        this.gate = gate;
        this.shards = shards;
        this.writer = writer;
        this.table = table;
        this.compaction = compaction;
        this.reader = reader;
        this.streams = streams;
        this.retention = retention;
    }

    @Override
    public void createCheckpoint(byte[] checkpointId) {
        try (ShardedTxnWriter only = writer.writer()) {
            only.checkpoint(checkpointId).commit();
        }
    }

    @Override
    public Checkpoint loadCheckpoint(byte[] checkpointId) {
        Objects.requireNonNull(checkpointId, "checkpointId");
        return gate.whileOpen(() -> unpruned(find(checkpointId)));
    }

    @Override
    public Checkpoint loadLatestCheckpoint() {
        return gate.whileOpen(
                () -> unpruned(
                        read(table::latest)
                                .orElseThrow(
                                        () -> new NoCheckpointsException(
                                                "There is no checkpoint: none was created, or none was kept. Replay each shard from its first entry"))));
    }

    private LoadedCheckpoint find(byte[] checkpointId) {
        return read(() -> table.find(checkpointId))
                .orElseThrow(() -> new CheckpointNotFoundException(
                        "There is no checkpoint " + CheckpointId.printable(checkpointId)
                                + ". listCheckpoints returns those that exist",
                        ErrorContext.ofCheckpoint(checkpointId),
                        null));
    }

    private Checkpoint unpruned(LoadedCheckpoint loaded) {
        for (int shard = 0; shard < shards.shardCount(); shard++) {
            long first = reader.firstId(shards.streamOf(shard));
            if (loaded.offsets()[shard] < first) {
                throw new CheckpointPrunedException(
                        "Checkpoint " + CheckpointId.printable(loaded.id())
                                + " is at entry " + loaded.offsets()[shard] + " of shard " + shard
                                + ", which now begins at "
                                + first + ". A replay from it would miss entries. Load a later checkpoint. If there is"
                                + " none, put the entries back with restoreArchived if the journal has an archive."
                                + " Otherwise, restore the journal and its snapshots from a backup.",
                        ErrorContext.ofCheckpoint(loaded.id())
                                .withStream(shards.streamOf(shard))
                                .withId(first),
                        null);
            }
            requireWithin(loaded, shard);
        }
        return new Checkpoint(loaded.id(), loaded.createdAt(), loaded.offsets());
    }

    /** Fails if a checkpoint is beyond the end: the shard has lost entries, or was replaced by an older copy. */
    private void requireWithin(LoadedCheckpoint loaded, int shard) {
        long next = reader.nextId(shards.streamOf(shard));
        if (loaded.offsets()[shard] > next) {
            streams.missing(new CorruptionException(
                    "Checkpoint " + CheckpointId.printable(loaded.id())
                            + " is at entry " + loaded.offsets()[shard] + " of shard " + shard
                            + ", but the shard ends at "
                            + next
                            + ". The entries between are missing, because the shard or the whole log was replaced"
                            + " by an older copy. Restore files of one point in time. If there are none, open with the"
                            + " corruptionPolicy TRUNCATE, which records the loss",
                    ErrorContext.ofStream(shards.streamOf(shard)).withId(next).withCheckpoint(loaded.id()),
                    null));
        }
    }

    /** Offsets increase from one cut to the next, so pruned checkpoints come first in the list. */
    @Override
    public List<CheckpointInfo> listCheckpoints() {
        return gate.whileOpen(() -> {
            List<CheckpointSummary> listed = table.list();
            int pruned = countPruned(listed);
            List<CheckpointInfo> infos = new ArrayList<>(listed.size());
            for (int i = 0; i < listed.size(); i++) {
                infos.add(new ListedCheckpoint(listed.get(i).id(), listed.get(i).createdAt(), i < pruned));
            }
            return infos;
        });
    }

    private int countPruned(List<CheckpointSummary> listed) {
        int low = 0;
        int high = listed.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isPruned(listed.get(middle).lsn())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Returns whether a checkpoint is pruned. One that was discarded or is damaged counts as complete: loading it
     * fails.
     */
    private boolean isPruned(long lsn) {
        try {
            read(() -> table.find(lsn)).ifPresent(this::unpruned);
            return false;
        } catch (CheckpointPrunedException e) {
            return true;
        } catch (ChecksumMismatchException e) {
            return false;
        }
    }

    @Override
    public PruneStats pruneBeforeCheckpoint(byte[] checkpointId) {
        Objects.requireNonNull(checkpointId, "checkpointId");
        long[] offsets = gate.whileOpen(() -> find(checkpointId)).offsets();
        int pruned = 0;
        int deleted = 0;
        for (int shard = 0; shard < shards.shardCount(); shard++) {
            String stream = shards.streamOf(shard);
            int files =
                    gate.whileOpen(() -> reader.nextId(stream)) == 0 ? 0 : retention.truncate(stream, offsets[shard]);
            deleted += files;
            pruned += files > 0 ? 1 : 0;
        }
        return new PruneResult(pruned, deleted);
    }

    @Override
    public CompactionStats compactCheckpoints(int keepLatest) {
        if (keepLatest < 0) {
            throw new IllegalArgumentException("keepLatest must not be negative: " + keepLatest);
        }
        Compaction.Result done = gate.whileWorking(() -> compaction.keep(keepLatest));
        return new CompactionResult(done.before(), done.after(), done.bytes());
    }

    @Override
    public int checkpointCount() {
        return gate.whileOpen(table::count);
    }

    private interface Read {
        Optional<LoadedCheckpoint> run() throws IOException;
    }

    private static Optional<LoadedCheckpoint> read(Read read) {
        try {
            return read.run();
        } catch (IOException e) {
            throw new JournalIOException("A checkpoint cannot be read: " + e.getMessage(), e);
        }
    }
}
