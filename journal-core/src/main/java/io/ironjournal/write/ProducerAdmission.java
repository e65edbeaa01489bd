package io.ironjournal.write;

import io.ironjournal.format.ProducerMove;
import io.ironjournal.log.Admission;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a record may move its producers. Used by the committer, and by the caller of the write after it is
 * complete.
 */
public final class ProducerAdmission {

    /** The answer of {@link #lastSequence} for a write that was done. */
    public static final long WRITTEN = -1;

    private final ProducerTable table;
    private final List<ProducerMove> moves;
    private final @Nullable Object owner;
    private final boolean duplicatesSucceed;
    private @Nullable RuntimeException refusal;
    private long lastSequence = WRITTEN;

    /**
     * Creates the decision about some moves.
     *
     * @param owner the branch that has claimed the producers, or null
     * @param duplicatesSucceed whether a write with a sequence that is already written succeeds without effect; otherwise
     *     it fails
     */
    public ProducerAdmission(
            ProducerTable table, List<ProducerMove> moves, @Nullable Object owner, boolean duplicatesSucceed) {
        this.table = table;
        this.moves = moves;
        this.owner = owner;
        this.duplicatesSucceed = duplicatesSucceed;
    }

    /**
     * Decides in the order of the log. An answer that depends on the last sequence waits for the record with it, because a
     * power failure could take that record back.
     */
    public Admission admit() {
        if (moves.isEmpty()) {
            return Admission.RECORD;
        }
        for (ProducerMove move : moves) {
            long last = table.duplicateOf(move);
            if (last >= 0) {
                lastSequence = last;
                refusal = duplicatesSucceed ? null : ProducerTable.overtaken(move, last);
                return Admission.NO_RECORD_AFTER_GROUP;
            }
        }
        lastSequence = WRITTEN;
        refusal = table.forbidden(moves, owner);
        return refusal == null ? Admission.RECORD : Admission.NO_RECORD;
    }

    /** Returns the failure of a write that was not admitted; null if it succeeds without effect. */
    public @Nullable RuntimeException refusal() {
        return refusal;
    }

    /** Returns the last sequence if the write was not done because of it; otherwise {@link #WRITTEN}. */
    public long lastSequence() {
        return lastSequence;
    }
}
