package io.ironjournal.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The expected content of a sharded journal after a number of events, in the order of its log. */
final class ShardModel {

    /** A change of the journal. */
    interface Event {
        void applyTo(ShardModel model);
    }

    /** Entries, a checkpoint behind them, and a move of a cursor: all or nothing. */
    static final class Transaction implements Event {

        final List<Integer> shards = new ArrayList<>();
        final List<byte[]> values = new ArrayList<>();

        @Nullable
        String checkpoint;

        @Nullable
        String cursor;

        long position;

        void add(int shard, byte[] value) {
            shards.add(shard);
            values.add(value);
        }

        @Override
        public void applyTo(ShardModel model) {
            for (int i = 0; i < values.size(); i++) {
                model.shards.get(shards.get(i)).add(values.get(i));
            }
            if (checkpoint != null) {
                model.checkpoints.remove(checkpoint);
                model.checkpoints.put(checkpoint, model.sizes());
            }
            if (cursor != null) {
                model.cursors.put(cursor, position);
            }
        }
    }

    /** Discards old checkpoints. */
    record Compaction(int keep) implements Event {
        @Override
        public void applyTo(ShardModel model) {
            int surplus = model.checkpoints.size() - keep;
            new ArrayList<>(model.checkpoints.keySet())
                    .subList(0, Math.max(0, surplus))
                    .forEach(model.checkpoints::remove);
        }
    }

    final List<List<byte[]>> shards = new ArrayList<>();

    /** The offsets of each checkpoint, in the order of the cuts. */
    final Map<String, long[]> checkpoints = new LinkedHashMap<>();

    /** The positions, by cursor name and shard. */
    final Map<String, Long> cursors = new HashMap<>();

    ShardModel(int count) {
        for (int i = 0; i < count; i++) {
            shards.add(new ArrayList<>());
        }
    }

    ShardModel copy() {
        ShardModel copy = new ShardModel(0);
        shards.forEach(shard -> copy.shards.add(new ArrayList<>(shard)));
        copy.checkpoints.putAll(checkpoints);
        copy.cursors.putAll(cursors);
        return copy;
    }

    boolean isEmpty() {
        return checkpoints.isEmpty() && shards.stream().allMatch(List::isEmpty);
    }

    long[] sizes() {
        return shards.stream().mapToLong(List::size).toArray();
    }
}
