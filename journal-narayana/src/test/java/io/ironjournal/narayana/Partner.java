package io.ironjournal.narayana;

import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Another XA resource of a transaction. It records the calls. */
class Partner implements XAResource {

    final List<String> calls = new ArrayList<>();
    int failPrepareWith;
    int failCommitWith;
    int failRollbackWith;

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public int prepare(Xid xid) throws XAException {
        calls.add("prepare");
        if (failPrepareWith != 0) {
            throw new XAException(failPrepareWith);
        }
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        calls.add(onePhase ? "commit in one phase" : "commit");
        if (failCommitWith != 0) {
            throw new XAException(failCommitWith);
        }
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        calls.add("rollback");
        if (failRollbackWith != 0) {
            throw new XAException(failRollbackWith);
        }
    }

    @Override
    public void forget(Xid xid) {}

    @Override
    public Xid[] recover(int flags) {
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
