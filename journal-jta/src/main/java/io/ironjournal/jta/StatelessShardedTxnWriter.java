package io.ironjournal.jta;

import io.ironjournal.NewEntry;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedTxnWriter;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A writer over shards for injection, as {@link StatelessTxnWriter} is one for a stream.
 *
 * @since 0.1.0
 */
public abstract class StatelessShardedTxnWriter implements ShardedTxnWriter {

    /**
     * Creates the writer.
     *
     * @since 0.1.0
     */
    protected StatelessShardedTxnWriter() {}

    /**
     * Returns the writer that joined the transaction of the calling thread. Joins the transaction if necessary. Every
     * call of another method calls this method once.
     *
     * @return the writer; never null
     * @throws RuntimeException if there is no active transaction; the type depends on the container
     * @since 0.1.0
     */
    protected abstract ShardedTxnWriter joined();

    @Override
    public final ShardedTxnWriter add(byte[] key, byte[] value) {
        joined().add(key, value);
        return this;
    }

    @Override
    public final ShardedTxnWriter add(byte[] key, NewEntry entry) {
        joined().add(key, entry);
        return this;
    }

    @Override
    public final ShardedTxnWriter expect(int shard, long nextId) {
        joined().expect(shard, nextId);
        return this;
    }

    @Override
    public final boolean advance(String producer, long sequence) {
        return joined().advance(producer, sequence);
    }

    @Override
    public final ShardedTxnWriter checkpoint(byte[] checkpointId) {
        joined().checkpoint(checkpointId);
        return this;
    }

    @Override
    public final List<ShardPosition> commit() {
        return joined().commit();
    }

    @Override
    public final CompletionStage<List<ShardPosition>> committed() {
        return joined().committed();
    }

    @Override
    public final void rollback() {
        joined().rollback();
    }

    /** Does nothing: the entries belong to their transactions, and the writer belongs to the container. */
    @Override
    public final void close() {}
}
