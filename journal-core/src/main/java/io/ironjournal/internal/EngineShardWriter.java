package io.ironjournal.internal;

import io.ironjournal.NewEntry;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardWriter;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.write.WriteLimits;
import java.util.List;
import java.util.Objects;

/** Appends entries to the shards of their keys. */
record EngineShardWriter(CallGate gate, ShardRouting shards, EngineWriter plain, WriteLimits limits)
        implements ShardWriter {

    @Override
    public ShardPosition append(byte[] key, byte[] value) {
        int shard = shards.shardOf(key);
        String stream = shards.streamOf(shard);
        limits.checkEntry(stream, Objects.requireNonNull(value, "value").length);
        return new ShardPosition(shard, plain.commitSingle(stream, value.clone(), false));
    }

    @Override
    public ShardPosition append(byte[] key, NewEntry entry) {
        int shard = shards.shardOf(key);
        String stream = shards.streamOf(shard);
        limits.checkEntry(stream, Objects.requireNonNull(entry, "entry").data().length);
        return new ShardPosition(shard, plain.commitSingle(stream, entry));
    }

    @Override
    public List<ShardPosition> appendBatch(List<KeyedEntry> entries) {
        try (ShardedTxnWriter batch = writer()) {
            Objects.requireNonNull(entries, "entries").forEach(entry -> batch.add(entry.key(), entry.entry()));
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
    public ShardedTxnWriter writer() {
        return gate.whileOpen(() -> new LocalShardedWriter(new LocalTransaction<>(plain, gate), shards, limits));
    }
}
