package io.ironjournal.branch;

import io.ironjournal.format.RecordType;
import io.ironjournal.log.Write;
import io.ironjournal.write.IdAssignment;
import java.nio.ByteBuffer;

/** The records of a branch's life, as writes. */
final class BranchWrites {

    private BranchWrites() {}

    /** The entries, for the first time or, carried forward, once more. */
    static final class Prepare extends Write {

        private final PreparedBranch branch;
        private final byte[] content;
        private final PreparedBranches prepared;
        private final boolean carried;

        Prepare(PreparedBranch branch, byte[] content, PreparedBranches prepared, boolean carried) {
            this.branch = branch;
            this.content = content;
            this.prepared = prepared;
            this.carried = carried;
        }

        @Override
        protected RecordType type() {
            return RecordType.PREPARE;
        }

        /** A branch that was decided while its copy was queued needs none. */
        @Override
        protected boolean stillWanted() {
            return !branch.decided();
        }

        /** Once it has voted, a branch can be decided on a full disk too. */
        @Override
        protected int reserves() {
            return carried ? 0 : branch.outcomeLength();
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
            if (!carried) {
                prepared.add(branch);
            }
        }
    }

    /** The decision about a branch, for which its PREPARE has kept room, also on a full disk. */
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
        protected void assign(long lsn) {
            branch.decide();
        }

        @Override
        protected final byte[] body() {
            return body;
        }
    }

    /** The decision to commit, with the ids of the entries. */
    static final class Commit extends Outcome {

        private final IdAssignment ids;

        Commit(PreparedBranch branch, PreparedBranches prepared, IdAssignment ids) {
            super(branch, prepared);
            this.ids = ids;
        }

        @Override
        protected RecordType type() {
            return RecordType.COMMIT;
        }

        @Override
        protected void assign(long lsn) {
            super.assign(lsn);
            ids.assign(lsn);
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
        }
    }

    /** The decision to roll back. Nobody waits for the device: lost, it is made again. */
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
