package io.ironjournal.write;

import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.log.Admission;
import io.ironjournal.log.UrgentWrite;
import io.ironjournal.memtable.StreamState;
import org.jspecify.annotations.Nullable;

/** A deletion that is queued for the log. It is forced there before any file is deleted. */
final class DeleteWrite extends UrgentWrite {

    private final StreamWrites writes;
    private final StreamState state;

    DeleteWrite(StreamState state, StreamWrites writes) {
        super(RecordType.DELETE, new StreamChange(state.name(), state.generation(), 0).encode());
        this.state = state;
        this.writes = writes;
    }

    @Override
    protected Admission admit() {
        return refusal() == null ? Admission.RECORD : Admission.NO_RECORD;
    }

    /** Returns the claim on the stream: a branch relies on its end. */
    @Override
    protected @Nullable RuntimeException refusal() {
        return writes.claims().blocked(state.name());
    }

    /** Entries that follow a deletion in the log belong to the stream's next generation. */
    @Override
    protected void assign(long lsn, long time) {
        writes.streams().put(state.startNextGeneration());
    }

    @Override
    protected void apply(long lsn) {
        writes.memory().release(state.end());
        writes.positions().streamDeleted(state.name(), state.generation());
    }
}
