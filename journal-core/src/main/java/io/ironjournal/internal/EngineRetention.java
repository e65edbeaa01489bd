package io.ironjournal.internal;

import io.ironjournal.JournalRetention;
import io.ironjournal.flush.Retention;
import io.ironjournal.write.WriteLimits;

/**
 * Truncates and deletes streams while the journal is open and has not failed.
 *
 * @param claims waits for branches that claim streams
 * @param removed runs after entries were removed
 */
record EngineRetention(CallGate gate, WriteLimits limits, Retention retention, ClaimWait claims, Runnable removed)
        implements JournalRetention {

    @Override
    public int truncate(String stream, long safeId) {
        EngineReader.requireNotNegative(safeId);
        return gate.whileWorking(() -> {
            int segments = retention.truncate(stream, safeId);
            if (segments > 0) {
                removed.run();
            }
            return segments;
        });
    }

    @Override
    public boolean deleteStream(String stream) {
        limits.checkName(stream);
        return claims.call(() -> gate.whileWorking(() -> delete(stream)));
    }

    private boolean delete(String stream) {
        boolean deleted = retention.delete(stream);
        if (deleted) {
            removed.run();
        }
        return deleted;
    }
}
