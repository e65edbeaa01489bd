package io.ironjournal.write;

import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.log.Write;
import io.ironjournal.memtable.MemtableMemory;
import io.ironjournal.memtable.StreamState;
import io.ironjournal.memtable.Streams;

/** A truncation or deletion on its way into the log, where it is forced before any file goes. */
final class StreamChangeWrite extends Write {

    private final RecordType type;
    private final byte[] body;
    private final Streams streams;
    private final MemtableMemory memory;
    private final NamedPositions positions;
    private final StreamState state;

    private StreamChangeWrite(
            RecordType type,
            StreamState state,
            long firstId,
            Streams streams,
            MemtableMemory memory,
            NamedPositions positions) {
        this.type = type;
        this.body = new StreamChange(state.name(), state.generation(), firstId).encode();
        this.streams = streams;
        this.memory = memory;
        this.positions = positions;
        this.state = state;
    }

    static StreamChangeWrite truncate(
            StreamState state, long firstId, Streams streams, MemtableMemory memory, NamedPositions positions) {
        return new StreamChangeWrite(RecordType.TRUNCATE, state, firstId, streams, memory, positions);
    }

    static StreamChangeWrite delete(
            StreamState state, Streams streams, MemtableMemory memory, NamedPositions positions) {
        return new StreamChangeWrite(RecordType.DELETE, state, 0, streams, memory, positions);
    }

    @Override
    protected RecordType type() {
        return type;
    }

    @Override
    protected int contentLength() {
        return body.length;
    }

    @Override
    protected byte[] body() {
        return body;
    }

    /** Both free space, so that they have to work on a full disk. */
    @Override
    protected boolean urgent() {
        return true;
    }

    /** Entries that come behind a deletion in the log belong to the stream's next life. */
    @Override
    protected void assign(long lsn) {
        if (type == RecordType.DELETE) {
            streams.put(state.beginAnotherLife());
        }
    }

    @Override
    protected void apply(long lsn) {
        if (type == RecordType.DELETE) {
            memory.release(state.end());
            positions.streamDeleted(state.name(), state.generation());
        }
    }
}
