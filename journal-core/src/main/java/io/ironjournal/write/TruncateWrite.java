package io.ironjournal.write;

import io.ironjournal.format.RecordType;
import io.ironjournal.format.StreamChange;
import io.ironjournal.log.UrgentWrite;
import io.ironjournal.memtable.StreamState;

/** A truncation that is queued for the log. It is forced there before any file is deleted. */
final class TruncateWrite extends UrgentWrite {

    TruncateWrite(StreamState state, long firstId) {
        super(RecordType.TRUNCATE, new StreamChange(state.name(), state.generation(), firstId).encode());
    }
}
