package io.ironjournal.internal;

import io.ironjournal.IdRange;
import io.ironjournal.JournalFailedException;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.write.WriteLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A transaction over shards of this journal alone: a buffer, and one record when it is committed. */
final class LocalShardedWriter implements ShardedTxnWriter {

    private final JournalEngine journal;
    private final ShardedEngine sharded;
    private final WriteLimits limits;
    private final EntryBodyBuilder entries = new EntryBodyBuilder();

    /** The shard of each entry, and its number among that shard's entries: with the ids of the shard, its position. */
    private final List<ShardPosition> places = new ArrayList<>();

    private final Map<Integer, Integer> counts = new HashMap<>();
    private final CompletableFuture<List<ShardPosition>> committed = new CompletableFuture<>();
    private boolean ended;

    LocalShardedWriter(JournalEngine journal, ShardedEngine sharded, WriteLimits limits) {
        this.journal = journal;
        this.sharded = sharded;
        this.limits = limits;
    }

    @Override
    public ShardedTxnWriter add(byte[] key, byte[] value) {
        requireActive();
        journal.requireOpenAndWorking();
        int shard = sharded.shardOf(key);
        String stream = sharded.streamOf(shard);
        limits.checkSize(entries, stream, value);
        entries.add(stream, value);
        places.add(new ShardPosition(shard, counts.merge(shard, 1, Integer::sum) - 1));
        return this;
    }

    @Override
    public ShardedTxnWriter checkpoint(byte[] checkpointId) {
        requireActive();
        journal.requireOpenAndWorking();
        limits.checkCheckpoint(entries, checkpointId);
        limits.checkPosition(entries, checkpointId.length);
        entries.checkpoint(checkpointId);
        return this;
    }

    @Override
    public List<ShardPosition> commit() {
        requireActive();
        List<ShardPosition> positions = entries.isEmpty() ? List.of() : commitEntries();
        ended = true;
        committed.complete(positions);
        return positions;
    }

    private List<ShardPosition> commitEntries() {
        try {
            return positions(journal.commit(entries).ranges());
        } catch (JournalFailedException e) {
            // It may have happened: neither may it be tried again, nor is it rolled back.
            ended = true;
            committed.completeExceptionally(e);
            throw e;
        }
    }

    private List<ShardPosition> positions(Map<String, IdRange> ranges) {
        List<ShardPosition> positions = new ArrayList<>(places.size());
        for (ShardPosition place : places) {
            IdRange range = ranges.getOrDefault(sharded.streamOf(place.shard()), IdRange.EMPTY);
            positions.add(new ShardPosition(place.shard(), range.start() + place.id()));
        }
        return positions;
    }

    @Override
    public CompletionStage<List<ShardPosition>> committed() {
        return committed.minimalCompletionStage();
    }

    @Override
    public void rollback() {
        requireActive();
        end();
    }

    private void end() {
        ended = true;
        committed.completeExceptionally(new CancellationException("The transaction was rolled back"));
    }

    @Override
    public void close() {
        if (!ended) {
            end();
        }
    }

    private void requireActive() {
        if (ended) {
            throw new IllegalStateException(
                    "This writer was committed, rolled back or closed; ask the journal for another");
        }
    }

    @Override
    public String toString() {
        return "ShardedTxnWriter[" + journal + (ended ? ", ended]" : "]");
    }
}
