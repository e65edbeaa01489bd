package io.ironjournal.write;

import io.ironjournal.format.EntryBody;
import io.ironjournal.format.ShardName;
import io.ironjournal.log.Write;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Makes the writes that append entries to streams, truncate streams, and delete them. */
public final class StreamWrites {

    private final Streams streams;
    private final MemtableMemory memory;
    private final NamedPositions positions;
    private final int shards;
    private final Clock clock;
    private volatile StreamState @Nullable [] pinnedShards;
    private final IdleWrites idle = new IdleWrites();

    /**
     * Makes writes to streams.
     *
     * @param memory what the entries of writes may hold
     * @param positions the checkpoints and cursors that writes make and move
     * @param shards how many of the streams are shards of a sharded journal
     * @param clock says when a checkpoint is made
     */
    public StreamWrites(Streams streams, MemtableMemory memory, NamedPositions positions, int shards, Clock clock) {
        this.streams = streams;
        this.memory = memory;
        this.positions = positions;
        this.shards = shards;
        this.clock = clock;
    }

    /**
     * Returns a write of entries, to be given to the committer; waits for memory.
     *
     * @param lazy whether the caller may be answered before the entries are forced
     */
    public EntriesWrite entries(EntryBody body, boolean lazy) {
        return new EntriesWrite(this, body, memory, lazy, null);
    }

    /** Likewise, for a caller that does not wait for the outcome. */
    public Write entries(EntryBody body, boolean lazy, WriteListener listener) {
        return new EntriesWrite(this, body, memory, lazy, listener);
    }

    /**
     * Returns a write of one entry, to be given to the committer; waits for memory.
     *
     * @param data the entry, which belongs to the journal from now on
     * @param lazy whether the caller may be answered before the entry is forced
     */
    public EntryWrite entry(String stream, byte[] data, boolean lazy) {
        EntryWrite write = idle.take();
        if (write == null) {
            write = new EntryWrite(streams, memory, null);
        }
        write.begin(stream, data, lazy);
        return write;
    }

    /** Likewise, for a caller that does not wait for the outcome. */
    public Write entry(String stream, byte[] data, boolean lazy, WriteListener listener) {
        EntryWrite write = new EntryWrite(streams, memory, listener);
        write.begin(stream, data, lazy);
        return write;
    }

    /** Takes back a write of one entry that has happened, and that its caller no longer uses. */
    public void takeBack(EntryWrite write) {
        write.end();
        idle.giveBack(write);
    }

    /** The ids that a prepared branch's entries will get. */
    public IdAssignment ids(EntryBody body) {
        return new IdAssignment(streams, body, this);
    }

    /**
     * Returns a write that truncates a stream, to be forced before its files change.
     *
     * @param firstId the id at which the stream begins then
     */
    public Write truncation(StreamState state, long firstId) {
        return new TruncateWrite(state, firstId);
    }

    /** Returns a write that deletes a stream, to be forced before its files go. */
    public Write deletion(StreamState state) {
        return new DeleteWrite(state, streams, memory, positions);
    }

    /** The shards, which stay in memory once a checkpoint has needed them: the next one needs them again. */
    ShardHeads shards() {
        StreamState[] pinned = pinnedShards;
        if (pinned == null) {
            pinned = new StreamState[shards];
            for (int i = 0; i < shards; i++) {
                pinned[i] = streams.forWriting(ShardName.of(i));
            }
            pinnedShards = pinned;
        }
        return new ShardHeads(pinned, clock);
    }

    NamedPositions positions() {
        return positions;
    }
}
