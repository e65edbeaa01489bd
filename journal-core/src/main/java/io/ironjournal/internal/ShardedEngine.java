package io.ironjournal.internal;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.CorruptionException;
import io.ironjournal.EntryIterator;
import io.ironjournal.ErrorContext;
import io.ironjournal.Journal;
import io.ironjournal.JournalIOException;
import io.ironjournal.checkpoint.CheckpointTable.Listed;
import io.ironjournal.checkpoint.CheckpointTable.Loaded;
import io.ironjournal.checkpoint.Compaction;
import io.ironjournal.format.ShardName;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.CheckpointNotFoundException;
import io.ironjournal.sharded.CheckpointPrunedException;
import io.ironjournal.sharded.CompactionStats;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.NoCheckpointsException;
import io.ironjournal.sharded.PruneStats;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/** The sharded journal over the plain one: routing, and checkpoints. */
final class ShardedEngine implements ShardedJournal {

    // Never the fastest instance: it loads native code.
    private static final XXHash64 HASH = XXHashFactory.safeInstance().hash64();

    private final JournalEngine journal;
    private final EngineParts parts;
    private final int shards;

    /** The names of the shards' streams: none of them is put together twice. */
    private final String[] streams;

    ShardedEngine(JournalEngine journal, int shards) {
        this.journal = journal;
        this.parts = journal.parts();
        this.shards = shards;
        this.streams = new String[shards];
        for (int i = 0; i < shards; i++) {
            streams[i] = ShardName.of(i);
        }
    }

    @Override
    public ShardPosition append(byte[] key, byte[] value) {
        int shard = shardOf(key);
        parts.limits().checkEntry(streams[shard], Objects.requireNonNull(value, "value").length);
        return new ShardPosition(shard, journal.commitSingle(streams[shard], value.clone()));
    }

    @Override
    public List<ShardPosition> appendBatch(List<KeyedEntry> entries) {
        try (ShardedTxnWriter batch = writer()) {
            Objects.requireNonNull(entries, "entries").forEach(entry -> batch.add(entry.key(), entry.value()));
            return batch.commit();
        }
    }

    @Override
    public List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values) {
        try (ShardedTxnWriter batch = writer()) {
            Objects.requireNonNull(values, "values").forEach(value -> batch.add(key, value));
            return batch.commit();
        }
    }

    @Override
    public void createCheckpoint(byte[] checkpointId) {
        try (ShardedTxnWriter only = writer()) {
            only.checkpoint(checkpointId).commit();
        }
    }

    @Override
    public ShardedTxnWriter writer() {
        return journal.whileOpen(() -> new LocalShardedWriter(journal, this, parts.limits()));
    }

    @Override
    public Checkpoint loadCheckpoint(byte[] checkpointId) {
        Objects.requireNonNull(checkpointId, "checkpointId");
        return journal.whileOpen(() -> unpruned(find(checkpointId)));
    }

    @Override
    public Checkpoint loadLatestCheckpoint() {
        return journal.whileOpen(() -> unpruned(read(parts.checkpoints()::latest)
                .orElseThrow(() -> new NoCheckpointsException("No checkpoint has been created, or none was kept"))));
    }

    private Loaded find(byte[] checkpointId) {
        return read(() -> parts.checkpoints().find(checkpointId))
                .orElseThrow(() -> new CheckpointNotFoundException(
                        "There is no checkpoint " + CheckpointId.printable(checkpointId)));
    }

    private Checkpoint unpruned(Loaded loaded) {
        for (int shard = 0; shard < shards; shard++) {
            long first = parts.reader().firstId(streams[shard]);
            if (loaded.offsets()[shard] < first) {
                throw new CheckpointPrunedException("Checkpoint " + CheckpointId.printable(loaded.id())
                        + " is at entry " + loaded.offsets()[shard] + " of shard " + shard + ", which now begins at "
                        + first + ": replaying from it would miss entries. Load a later checkpoint.");
            }
            requireWithin(loaded, shard);
        }
        return new Checkpoint(loaded.id(), loaded.createdAt(), loaded.offsets());
    }

    /** A checkpoint is never beyond the end: the shard has lost entries, or was replaced by an older copy. */
    private void requireWithin(Loaded loaded, int shard) {
        long next = parts.reader().nextId(streams[shard]);
        if (loaded.offsets()[shard] > next) {
            parts.streams()
                    .missing(new CorruptionException(
                            "Checkpoint " + CheckpointId.printable(loaded.id())
                                    + " is at entry " + loaded.offsets()[shard] + " of shard " + shard
                                    + ", but the shard ends at "
                                    + next
                                    + ": the entries between are missing, since the shard or the whole log was replaced"
                                    + " by an older copy. Restore files of one point in time. If there are none, open with the"
                                    + " corruptionPolicy TRUNCATE, which records the loss",
                            ErrorContext.ofStream(streamOf(shard)).withId(next),
                            null));
        }
    }

    /** Offsets grow from one cut to the next: those that are pruned come first in the list. */
    @Override
    public List<CheckpointInfo> listCheckpoints() {
        return journal.whileOpen(() -> {
            List<Listed> listed = parts.checkpoints().list();
            int pruned = countPruned(listed);
            List<CheckpointInfo> infos = new ArrayList<>(listed.size());
            for (int i = 0; i < listed.size(); i++) {
                infos.add(new ListedCheckpoint(listed.get(i).id(), listed.get(i).createdAt(), i < pruned));
            }
            return infos;
        });
    }

    private int countPruned(List<Listed> listed) {
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

    /** One that was given up meanwhile, or cannot be read, counts as whole: loading it tells. */
    private boolean isPruned(long lsn) {
        try {
            read(() -> parts.checkpoints().find(lsn)).ifPresent(this::unpruned);
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
        long[] offsets = journal.whileOpen(() -> find(checkpointId)).offsets();
        int pruned = 0;
        int deleted = 0;
        for (int shard = 0; shard < shards; shard++) {
            int files = journal.nextId(streams[shard]) == 0 ? 0 : journal.truncate(streams[shard], offsets[shard]);
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
        Compaction.Result done = journal.whileWorking(() -> parts.compaction().keep(keepLatest));
        return new CompactionResult(done.before(), done.after(), done.bytes());
    }

    @Override
    public EntryIterator iterateShard(int shard, long fromId) {
        return journal.iterate(streamOf(shard), fromId);
    }

    @Override
    public int shardCount() {
        return shards;
    }

    @Override
    public int checkpointCount() {
        return journal.whileOpen(() -> parts.checkpoints().count());
    }

    @Override
    public int shardOf(byte[] key) {
        return (int) Long.remainderUnsigned(HASH.hash(Objects.requireNonNull(key, "key"), 0, key.length, 0), shards);
    }

    @Override
    public String streamOf(int shard) {
        return streams[Objects.checkIndex(shard, shards)];
    }

    @Override
    public Journal journal() {
        return journal;
    }

    @Override
    public void close() {
        journal.close();
    }

    @Override
    public String toString() {
        return "ShardedJournal[" + shards + " shards, " + journal + "]";
    }

    private interface Read {
        Optional<Loaded> run() throws IOException;
    }

    private static Optional<Loaded> read(Read read) {
        try {
            return read.run();
        } catch (IOException e) {
            throw new JournalIOException("A checkpoint cannot be read: " + e.getMessage(), e);
        }
    }
}
