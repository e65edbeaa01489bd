package io.ironjournal.write;

import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.log.Admission;
import io.ironjournal.log.UrgentWrite;
import io.ironjournal.memtable.StreamState;
import java.util.function.BooleanSupplier;

/** A truncation that is queued for the log. It is forced there before any file is deleted. */
public final class TruncateWrite extends UrgentWrite {

    private final BooleanSupplier allowed;
    private final boolean automatic;
    private boolean written;

    TruncateWrite(StreamState state, long firstId, BooleanSupplier allowed, boolean automatic) {
        super(RecordType.TRUNCATE, new StreamChange(state.name(), state.generation(), firstId).encode());
        this.allowed = allowed;
        this.automatic = automatic;
    }

    @Override
    protected Admission admit() {
        written = allowed.getAsBoolean();
        return written ? Admission.RECORD : Admission.NO_RECORD;
    }

    @Override
    protected boolean leavesRoomForOutcomes() {
        return automatic;
    }

    /** Returns whether the truncation was allowed, and is in the log. Called when the write is complete. */
    public boolean written() {
        return written;
    }
}
