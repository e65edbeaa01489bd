package io.ironjournal.internal;

import io.ironjournal.JournalRetention;
import io.ironjournal.flush.Retention;
import io.ironjournal.write.WriteLimits;

/** Truncates and deletes streams while the journal is open and has not failed. */
record EngineRetention(CallGate gate, WriteLimits limits, Retention retention) implements JournalRetention {

    @Override
    public int truncate(String stream, long safeId) {
        EngineReader.requireNotNegative(safeId);
        return gate.whileWorking(() -> retention.truncate(stream, safeId));
    }

    @Override
    public boolean deleteStream(String stream) {
        limits.checkName(stream);
        return gate.whileWorking(() -> retention.delete(stream));
    }
}
