package io.ironjournal.internal;

import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.write.WriteLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** A transaction over shards of this journal only. */
final class LocalShardedWriter implements ShardedTxnWriter {

    private final LocalTransaction<List<ShardPosition>> transaction;
    private final ShardRouting shards;
    private final WriteLimits limits;

    /**
     * The shard of each entry, and its index among that shard's entries. With the shard's ids this gives its position.
     */
    private final List<ShardPosition> places = new ArrayList<>();

    private final Map<Integer, Integer> counts = new HashMap<>();

    LocalShardedWriter(LocalTransaction<List<ShardPosition>> transaction, ShardRouting shards, WriteLimits limits) {
        this.transaction = transaction;
        this.shards = shards;
        this.limits = limits;
    }

    @Override
    public ShardedTxnWriter add(byte[] key, byte[] value) {
        EntryBodyBuilder buffer = transaction.buffer();
        int shard = shards.shardOf(key);
        String stream = shards.streamOf(shard);
        limits.checkSize(buffer, stream, value);
        buffer.add(stream, value);
        return addedTo(shard);
    }

    @Override
    public ShardedTxnWriter add(byte[] key, NewEntry entry) {
        EntryBodyBuilder buffer = transaction.buffer();
        int shard = shards.shardOf(key);
        String stream = shards.streamOf(shard);
        limits.checkSize(buffer, stream, entry);
        buffer.add(stream, entry);
        return addedTo(shard);
    }

    private ShardedTxnWriter addedTo(int shard) {
        places.add(new ShardPosition(shard, counts.merge(shard, 1, Integer::sum) - 1));
        return this;
    }

    @Override
    public ShardedTxnWriter expect(int shard, long nextId) {
        limits.expect(transaction.buffer(), shards.streamOf(shard), nextId);
        return this;
    }

    @Override
    public boolean advance(String producer, long sequence) {
        return transaction.advance(producer, sequence, limits);
    }

    @Override
    public ShardedTxnWriter checkpoint(byte[] checkpointId) {
        EntryBodyBuilder buffer = transaction.buffer();
        limits.checkCheckpoint(buffer, checkpointId);
        limits.checkPosition(buffer, checkpointId.length);
        buffer.checkpoint(checkpointId);
        return this;
    }

    @Override
    public List<ShardPosition> commit() {
        return transaction.commit(List.of(), write -> positions(write.ranges()));
    }

    private List<ShardPosition> positions(Map<String, IdRange> ranges) {
        List<ShardPosition> positions = new ArrayList<>(places.size());
        for (ShardPosition place : places) {
            IdRange range = ranges.getOrDefault(shards.streamOf(place.shard()), IdRange.EMPTY);
            positions.add(new ShardPosition(place.shard(), range.start() + place.id()));
        }
        return positions;
    }

    @Override
    public CompletionStage<List<ShardPosition>> committed() {
        return transaction.committed();
    }

    @Override
    public void rollback() {
        transaction.rollback();
    }

    @Override
    public void close() {
        transaction.close();
    }

    @Override
    public String toString() {
        return "ShardedTxnWriter[" + transaction + "]";
    }
}
