package io.ironjournal.internal;

import io.ironjournal.JournalRetention;
import io.ironjournal.RetentionReport;
import io.ironjournal.flush.StreamRemoval;
import io.ironjournal.write.WriteLimits;

/**
 * Truncates and deletes streams while the journal is open and has not failed.
 *
 * @param removal removes segments and streams
 * @param rounds applies the rules of the options
 * @param claims waits for branches that claim streams
 * @param removed runs after entries were removed
 * @param restoration puts archived entries back
 */
record EngineRetention(
        CallGate gate,
        WriteLimits limits,
        StreamRemoval removal,
        RetentionRounds rounds,
        ClaimWait claims,
        Runnable removed,
        EngineRestoration restoration)
        implements JournalRetention {

    @Override
    public int truncate(String stream, long safeId) {
        EngineReader.requireNotNegative(safeId);
        return gate.whileWorking(() -> {
            int segments = removal.truncate(stream, safeId);
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
        boolean deleted = removal.delete(stream);
        if (deleted) {
            removed.run();
        }
        return deleted;
    }

    @Override
    public long restoreArchived(String stream, long fromId) {
        EngineReader.requireNotNegative(fromId);
        return gate.whileWorking(() -> restoration.restore(stream, fromId));
    }

    @Override
    public RetentionReport applyRetention() {
        return gate.whileWorking(rounds::run);
    }
}
