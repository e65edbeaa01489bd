package io.ironjournal.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.CheckpointPrunedException;
import io.ironjournal.sharded.NoCheckpointsException;
import io.ironjournal.sharded.ShardedJournal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares a sharded journal with a model. */
final class ShardVerifier {

    private final ShardedJournal journal;
    private final long[] firstIds;
    private final List<List<byte[]>> shards = new ArrayList<>();
    private final List<CheckpointInfo> checkpoints;

    ShardVerifier(ShardedJournal journal) {
        this.journal = journal;
        this.firstIds = new long[journal.shardCount()];
        for (int shard = 0; shard < firstIds.length; shard++) {
            firstIds[shard] = journal.journal().firstId(journal.streamOf(shard));
            shards.add(read(shard));
        }
        this.checkpoints = journal.listCheckpoints();
    }

    /** Returns all entries, with empty ones in place of pruned ones. */
    private List<byte[]> read(int shard) {
        List<byte[]> entries = new ArrayList<>(Collections.nCopies((int) firstIds[shard], new byte[0]));
        try (EntryIterator iterator = journal.iterateShard(shard, firstIds[shard])) {
            long last = 0;
            while (iterator.hasNext()) {
                Entry entry = iterator.next();
                if (entry.timeMicros() < last) {
                    throw new Verifier.Violation("The times of shard " + shard + " decrease at entry " + entry.id());
                }
                last = entry.timeMicros();
                DerivedHeaders.require(journal.streamOf(shard), entry);
                entries.add(entry.data());
            }
        }
        return entries;
    }

    long firstId(int shard) {
        return firstIds[shard];
    }

    /** Returns how the journal differs from a model, or null if it does not. */
    @Nullable
    String difference(ShardModel model) {
        for (int shard = 0; shard < firstIds.length; shard++) {
            List<byte[]> expected = model.shards.get(shard);
            List<byte[]> found = shards.get(shard);
            if (expected.size() != found.size()) {
                return "shard " + shard + " has " + found.size() + " entries instead of " + expected.size();
            }
            for (int id = (int) firstIds[shard]; id < found.size(); id++) {
                if (!Arrays.equals(expected.get(id), found.get(id))) {
                    return "entry " + id + " of shard " + shard + " is wrong";
                }
            }
        }
        String difference = differentCheckpoint(model);
        return difference == null ? differentCursor(model) : difference;
    }

    private @Nullable String differentCheckpoint(ShardModel model) {
        List<String> found =
                checkpoints.stream().map(info -> new String(info.id(), UTF_8)).toList();
        List<String> expected = List.copyOf(model.checkpoints.keySet());
        if (!found.equals(expected)) {
            return "the checkpoints are " + found + " instead of " + expected;
        }
        for (int i = 0; i < expected.size(); i++) {
            long[] offsets = model.checkpoints.get(expected.get(i));
            boolean pruned = false;
            for (int shard = 0; shard < offsets.length; shard++) {
                pruned |= offsets[shard] < firstIds[shard];
            }
            if (checkpoints.get(i).pruned() != pruned) {
                return "checkpoint " + expected.get(i) + " is listed as " + (pruned ? "complete" : "pruned");
            }
            if (!isLoaded(expected.get(i), offsets, pruned)) {
                return "checkpoint " + expected.get(i) + " has wrong offsets";
            }
        }
        return differentLatest(expected);
    }

    private boolean isLoaded(String id, long[] offsets, boolean pruned) {
        try {
            Checkpoint loaded = journal.loadCheckpoint(id.getBytes(UTF_8));
            boolean same = !pruned;
            for (int shard = 0; shard < offsets.length; shard++) {
                same &= offsets[shard] == loaded.offset(shard);
            }
            return same;
        } catch (CheckpointPrunedException e) {
            return pruned;
        }
    }

    private @Nullable String differentLatest(List<String> expected) {
        try {
            String latest = new String(journal.loadLatestCheckpoint().id(), UTF_8);
            return !expected.isEmpty() && latest.equals(expected.get(expected.size() - 1))
                    ? null
                    : "the latest checkpoint is " + latest;
        } catch (NoCheckpointsException e) {
            return expected.isEmpty() ? null : "there is no latest checkpoint";
        } catch (CheckpointPrunedException e) {
            return null;
        }
    }

    private @Nullable String differentCursor(ShardModel model) {
        for (Map.Entry<String, Long> cursor : model.cursors.entrySet()) {
            int shard = cursor.getKey().charAt(0) - '0';
            long found = journal.journal()
                    .cursor(cursor.getKey().substring(1), journal.streamOf(shard))
                    .position();
            if (found != cursor.getValue()) {
                return "cursor " + cursor.getKey() + " is at " + found + " instead of " + cursor.getValue();
            }
        }
        return null;
    }
}
