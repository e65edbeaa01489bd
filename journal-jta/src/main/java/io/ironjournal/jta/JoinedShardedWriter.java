package io.ironjournal.jta;

import io.ironjournal.IdRange;
import io.ironjournal.NewEntry;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** A writer over shards whose transaction is committed by a transaction manager. */
final class JoinedShardedWriter implements ShardedTxnWriter {

    private final JoinedTransaction work;
    private final ShardedJournal journal;

    /** For each entry its shard, and its number among the transaction's entries in that shard. */
    private final List<ShardPosition> places = new ArrayList<>();

    private volatile boolean closed;

    JoinedShardedWriter(JoinedTransaction work, ShardedJournal journal) {
        this.work = work;
        this.journal = journal;
    }

    @Override
    public ShardedTxnWriter add(byte[] key, byte[] value) {
        requireOpen();
        JoinedWriter.requireArgument(work, value, "value");
        return add(key, NewEntry.of(value));
    }

    @Override
    public ShardedTxnWriter add(byte[] key, NewEntry entry) {
        requireOpen();
        JoinedWriter.requireArgument(work, key, "key");
        JoinedWriter.requireArgument(work, entry, "entry");
        int shard = journal.shardOf(key);
        places.add(new ShardPosition(shard, work.addToShard(shard, entry)));
        return this;
    }

    @Override
    public ShardedTxnWriter expect(int shard, long nextId) {
        requireOpen();
        work.expect(streamOf(shard), nextId);
        return this;
    }

    private String streamOf(int shard) {
        try {
            return journal.streamOf(shard);
        } catch (IndexOutOfBoundsException noSuchShard) {
            throw work.refuse(noSuchShard);
        }
    }

    @Override
    public boolean advance(String producer, long sequence) {
        requireOpen();
        return work.advance(producer, sequence);
    }

    @Override
    public ShardedTxnWriter checkpoint(byte[] checkpointId) {
        Objects.requireNonNull(checkpointId, "checkpointId");
        requireOpen();
        work.checkpoint(checkpointId);
        return this;
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("The writer is closed. Get another one from the journal");
        }
    }

    @Override
    public List<ShardPosition> commit() {
        throw JoinedWriter.managed("commit");
    }

    /** Reads the list of entries only when the transaction has ended, because then it no longer changes. */
    @Override
    public CompletionStage<List<ShardPosition>> committed() {
        return work.outcome().thenApply(this::positions);
    }

    private List<ShardPosition> positions(Map<String, IdRange> ids) {
        return places.stream()
                .map(place -> new ShardPosition(
                        place.shard(),
                        ids.getOrDefault(journal.streamOf(place.shard()), IdRange.EMPTY)
                                        .start()
                                + place.id()))
                .toList();
    }

    @Override
    public void rollback() {
        throw JoinedWriter.managed("rollback");
    }

    /** Ends this handle. Its entries stay in the transaction. */
    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "ShardedTxnWriter[" + work + (closed ? ", closed]" : "]");
    }
}
