package io.ironjournal.internal;

import io.ironjournal.Entry;
import io.ironjournal.NewEntry;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardWriter;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.write.WriteLimits;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

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
    public ShardPosition append(byte[] key, byte[] value, long expectedNextId) {
        return appendBatchForKey(key, List.of(Objects.requireNonNull(value, "value")), expectedNextId)
                .get(0);
    }

    @Override
    public CompletionStage<ShardPosition> appendAsync(byte[] key, byte[] value) {
        return appendAsync(key, NewEntry.of(value));
    }

    @Override
    public CompletionStage<ShardPosition> appendAsync(byte[] key, NewEntry entry) {
        int shard = shards.shardOf(key);
        String stream = shards.streamOf(shard);
        limits.checkEntry(stream, Objects.requireNonNull(entry, "entry").data().length);
        boolean headers = !entry.headers().isEmpty();
        CompletableFuture<ShardPosition> position = new CompletableFuture<>();
        // A dependent stage would wrap the error.
        var unused = plain.appendAsync(stream, StoredEntry.encode(entry), headers)
                .whenComplete((id, failure) -> {
                    if (failure == null) {
                        position.complete(new ShardPosition(shard, id));
                    } else {
                        position.completeExceptionally(failure);
                    }
                });
        return position;
    }

    @Override
    public List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values, long expectedNextId) {
        try (ShardedTxnWriter batch = writer()) {
            batch.expect(shards.shardOf(key), expectedNextId);
            Objects.requireNonNull(values, "values").forEach(value -> batch.add(key, value));
            return batch.commit();
        }
    }

    @Override
    public long importShard(int shard, Iterator<Entry> entries) {
        return plain.importInto(shards.streamOf(shard), 0).copy(entries);
    }

    @Override
    public ShardedTxnWriter writer() {
        return gate.whileOpen(() -> new LocalShardedWriter(new LocalTransaction<>(plain, gate), shards, limits));
    }
}
