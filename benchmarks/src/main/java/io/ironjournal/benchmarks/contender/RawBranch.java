package io.ironjournal.benchmarks.contender;

import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** The minimum work of a branch: one forced write for a one-phase commit, two for two phases. */
final class RawBranch implements XAResource {

    private static final byte[] OUTCOME = new byte[40];

    private final RawGroups file;

    /** The bytes that were appended since the branch was started. */
    List<byte[]> entries = List.of();

    RawBranch(RawGroups file) {
        this.file = file;
    }

    @Override
    public void start(Xid xid, int flags) {
        entries = List.of();
    }

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public int prepare(Xid xid) {
        file.commit(entries);
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        file.commit(onePhase ? entries : List.of(OUTCOME));
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        throw new XAException(XAException.XAER_RMERR);
    }

    @Override
    public void forget(Xid xid) {}

    @Override
    public Xid[] recover(int flag) {
        return new Xid[0];
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }
}
