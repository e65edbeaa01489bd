package io.ironjournal.branch;

import io.ironjournal.IdRange;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.Admission;
import io.ironjournal.log.Write;
import io.ironjournal.write.ExpectedEnds;
import io.ironjournal.write.IdAssignment;
import io.ironjournal.write.ProducerAdmission;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The records of a branch, as writes. */
final class BranchWrites {

    private BranchWrites() {}

    /** The order of the log may forbid a branch: by the positions at which streams must end, and by its producers. */
    record Conditions(ExpectedEnds expected, ProducerAdmission producers) {}

    /** The entries, for the first time or as a copy that is carried forward. */
    static final class Prepare extends Write {

        private final PreparedBranch branch;
        private final byte[] content;
        private final PreparedBranches prepared;
        private final @Nullable Conditions conditions;
        private final boolean copy;
        private final boolean deferred;
        private @Nullable RuntimeException refusal;

        private Prepare(
                PreparedBranch branch,
                byte[] content,
                PreparedBranches prepared,
                @Nullable Conditions conditions,
                boolean copy,
                boolean deferred) {
            this.branch = branch;
            this.content = content;
            this.prepared = prepared;
            this.conditions = conditions;
            this.copy = copy;
            this.deferred = deferred;
        }

        /**
         * Returns the record of a vote.
         *
         * @param deferred whether the branch may vote before the record is forced
         */
        static Prepare vote(
                PreparedBranch branch,
                byte[] content,
                PreparedBranches prepared,
                Conditions conditions,
                boolean deferred) {
            return new Prepare(branch, content, prepared, conditions, false, deferred);
        }

        /** Returns the record of a vote that was held, and that nothing but a claim can forbid. */
        static Prepare held(PreparedBranch branch, byte[] content, PreparedBranches prepared) {
            return new Prepare(branch, content, prepared, null, false, true);
        }

        static Prepare copy(PreparedBranch branch, byte[] content, PreparedBranches prepared) {
            return new Prepare(branch, content, prepared, null, true, false);
        }

        @Override
        protected RecordType type() {
            return RecordType.PREPARE;
        }

        @Override
        protected Admission admit() {
            if (copy) {
                // A branch that was decided while the copy was queued needs none.
                return branch.decided() ? Admission.NO_RECORD : Admission.RECORD;
            }
            if (conditions != null) {
                refusal = conditions.expected().conflict();
                if (refusal != null) {
                    return Admission.NO_RECORD_AFTER_GROUP;
                }
                Admission moves = conditions.producers().admit();
                if (moves != Admission.RECORD) {
                    refusal = conditions.producers().refusal();
                    return moves;
                }
            }
            refusal = prepared.claims().blocked(branch.claim());
            return refusal == null ? Admission.RECORD : Admission.NO_RECORD;
        }

        @Override
        protected @Nullable RuntimeException refusal() {
            return refusal;
        }

        /** If a crash loses the record, it also loses the decision behind it, and the branch is rolled back everywhere. */
        @Override
        protected boolean lazy() {
            return deferred && refusal == null;
        }

        /** Takes the claims. Nothing can take another one since the write was admitted. */
        @Override
        protected void assign(long lsn, long time) {
            if (!copy) {
                branch.written();
                prepared.claims().take(branch.claim());
            }
        }

        /** After the vote, a branch can also be decided on a full disk. */
        @Override
        protected int reserves() {
            return copy ? 0 : branch.outcomeLength();
        }

        /** Neither a copy nor an outcome is refused: the first PREPARE has reserved the space of the entries. */
        @Override
        protected long needsDisk() {
            return limitedEntries() == 0 ? 0 : content.length;
        }

        @Override
        protected long limitedEntries() {
            return copy ? 0 : branch.describe().entries();
        }

        @Override
        protected int contentLength() {
            return content.length;
        }

        @Override
        protected byte[] body() {
            return content;
        }

        @Override
        protected void apply(long lsn) {
            branch.lsn(lsn);
            if (!copy) {
                prepared.add(branch);
            }
        }
    }

    /** The outcome of a branch. Its PREPARE reserved room for it, so it can be written on a full disk. */
    private abstract static class Outcome extends Write {

        final PreparedBranch branch;
        final PreparedBranches prepared;
        private final byte[] body;

        Outcome(PreparedBranch branch, PreparedBranches prepared) {
            this.branch = branch;
            this.prepared = prepared;
            this.body = BranchCodec.encode(branch.id());
        }

        @Override
        protected final boolean urgent() {
            return true;
        }

        @Override
        protected final int releases() {
            return branch.outcomeLength();
        }

        @Override
        protected final int contentLength() {
            return headLength() + body.length;
        }

        @Override
        protected void assign(long lsn, long time) {
            branch.decide();
        }

        @Override
        protected final byte[] body() {
            return body;
        }
    }

    /** The outcome commit, with the ids of the entries. */
    static final class Commit extends Outcome {

        private final IdAssignment ids;
        private final BooleanSupplier allowed;
        private boolean applied;

        /**
         * Creates the write.
         *
         * @param allowed returns, when the record gets its position in the log, whether it may be written
         */
        Commit(PreparedBranch branch, PreparedBranches prepared, IdAssignment ids, BooleanSupplier allowed) {
            super(branch, prepared);
            this.ids = ids;
            this.allowed = allowed;
        }

        /** Returns whether the branch is committed. Known when the write is complete. */
        boolean isApplied() {
            return applied;
        }

        Map<String, IdRange> ranges() {
            return ids.ranges();
        }

        @Override
        protected Admission admit() {
            return allowed.getAsBoolean() ? Admission.RECORD : Admission.NO_RECORD;
        }

        @Override
        protected RecordType type() {
            return RecordType.COMMIT;
        }

        @Override
        protected void assign(long lsn, long time) {
            super.assign(lsn, time);
            ids.assign(lsn, time);
        }

        @Override
        protected int headLength() {
            return ids.size();
        }

        @Override
        protected void head(ByteBuffer out) {
            ids.write(out);
        }

        @Override
        protected void apply(long lsn) {
            ids.publish(lsn);
            prepared.committed(branch, lsn);
            applied = true;
        }

        @Override
        protected long entries() {
            return ids.entries();
        }
    }

    /** The outcome rollback. No caller waits for the device: a lost rollback is decided again. */
    static final class Rollback extends Outcome {

        Rollback(PreparedBranch branch, PreparedBranches prepared) {
            super(branch, prepared);
        }

        @Override
        protected RecordType type() {
            return RecordType.ROLLBACK;
        }

        @Override
        protected boolean lazy() {
            return true;
        }

        @Override
        protected void apply(long lsn) {
            prepared.rolledBack(branch);
        }
    }
}
