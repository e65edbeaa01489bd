package io.ironjournal.branch;

import io.ironjournal.Cursor;
import io.ironjournal.NewEntry;
import io.ironjournal.spi.transaction.Branch;
import java.util.function.Consumer;

/** The methods of a branch that add content. */
abstract class BranchBuffer implements Branch {

    /** Checks that the branch and the journal work, and changes the content. */
    abstract void change(Consumer<BranchContent> change);

    @Override
    public final void add(String stream, NewEntry entry) {
        change(buffer -> buffer.add(stream, entry));
    }

    @Override
    public final void addToShard(int shard, NewEntry entry) {
        change(buffer -> buffer.addToShard(shard, entry));
    }

    @Override
    public final void expect(String stream, long nextId) {
        change(buffer -> buffer.expect(stream, nextId));
    }

    @Override
    public final void checkpoint(byte[] checkpointId) {
        change(buffer -> buffer.checkpoint(checkpointId));
    }

    @Override
    public final void advance(Cursor cursor, long to) {
        change(buffer -> buffer.advance(cursor, to));
    }

    @Override
    public final boolean advance(String producer, long sequence) {
        boolean[] isNew = new boolean[1];
        change(buffer -> isNew[0] = buffer.advance(producer, sequence));
        return isNew[0];
    }
}
