package io.ironjournal.internal;

import io.ironjournal.EntryIterator;
import io.ironjournal.StreamsIterator;
import io.ironjournal.format.ShardName;
import io.ironjournal.sharded.ShardReader;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;
import net.jpountz.xxhash.XXHash64;
import net.jpountz.xxhash.XXHashFactory;

/** Maps keys to shards, and shards to streams. */
final class ShardRouting implements ShardReader {

    // Not the fastest instance, because it loads native code.
    private static final XXHash64 HASH = XXHashFactory.safeInstance().hash64();

    private final EngineReader reader;

    /** The names of the shards' streams, each created once. */
    private final String[] streams;

    ShardRouting(EngineReader reader, int shards) {
        this.reader = reader;
        this.streams = new String[shards];
        for (int i = 0; i < shards; i++) {
            streams[i] = ShardName.of(i);
        }
    }

    @Override
    public EntryIterator iterateShard(int shard, long fromId) {
        return reader.iterate(streamOf(shard), fromId);
    }

    @Override
    public EntryIterator iterateShard(int shard, Instant from) {
        return reader.iterate(streamOf(shard), from);
    }

    @Override
    public long firstIdAt(int shard, Instant time) {
        return reader.firstIdAt(streamOf(shard), time);
    }

    @Override
    public EntryIterator iterateShardBackwards(int shard, long endId) {
        return reader.iterateBackwards(streamOf(shard), endId);
    }

    @Override
    public StreamsIterator followShards(IntToLongFunction fromId) {
        Objects.requireNonNull(fromId, "fromId");
        Map<String, Integer> shards = new HashMap<>();
        for (int i = 0; i < streams.length; i++) {
            shards.put(streams[i], i);
        }
        return reader.follow(shards.keySet(), stream -> fromId.applyAsLong(Objects.requireNonNull(shards.get(stream))));
    }

    @Override
    public int shardCount() {
        return streams.length;
    }

    @Override
    public int shardOf(byte[] key) {
        long hash = HASH.hash(Objects.requireNonNull(key, "key"), 0, key.length, 0);
        return (int) Long.remainderUnsigned(hash, streams.length);
    }

    @Override
    public String streamOf(int shard) {
        return streams[Objects.checkIndex(shard, streams.length)];
    }
}
