package io.ironjournal.ra;

import io.ironjournal.Journal;
import io.ironjournal.sharded.ForwardingShardedJournal;
import io.ironjournal.sharded.ShardedJournal;

/** The adapter's sharded journal as applications see it, without {@code close}. */
final class SharedShardedJournal extends ForwardingShardedJournal {

    private final ShardedJournal shards;

    SharedShardedJournal(ShardedJournal shards) {
        this.shards = shards;
    }

    @Override
    protected ShardedJournal delegate() {
        return shards;
    }

    @Override
    public Journal journal() {
        return new SharedJournal(shards.journal());
    }

    @Override
    public void close() {
        journal().close();
    }

    @Override
    public String toString() {
        return shards.toString();
    }
}
