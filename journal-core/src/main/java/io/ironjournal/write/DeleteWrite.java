package io.ironjournal.write;

import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.log.UrgentWrite;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;

/** A deletion that is queued for the log. It is forced there before any file is deleted. */
final class DeleteWrite extends UrgentWrite {

    private final Streams streams;
    private final MemtableMemory memory;
    private final NamedPositions positions;
    private final StreamState state;

    DeleteWrite(StreamState state, Streams streams, MemtableMemory memory, NamedPositions positions) {
        super(RecordType.DELETE, new StreamChange(state.name(), state.generation(), 0).encode());
        this.state = state;
        this.streams = streams;
        this.memory = memory;
        this.positions = positions;
    }

    /** Entries that follow a deletion in the log belong to the stream's next generation. */
    @Override
    protected void assign(long lsn, long time) {
        streams.put(state.startNextGeneration());
    }

    @Override
    protected void apply(long lsn) {
        memory.release(state.end());
        positions.streamDeleted(state.name(), state.generation());
    }
}
