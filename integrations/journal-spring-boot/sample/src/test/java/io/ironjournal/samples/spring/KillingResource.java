package io.ironjournal.samples.spring;

import java.io.Serializable;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Another participant of a transaction, in whose turn the process dies. After a restart it agrees with everything. */
final class KillingResource implements XAResource, Serializable {

    private static final long serialVersionUID = 1L;

    static final int EXIT_CODE = 42;

    private final transient boolean dyingInPrepare;
    private final transient boolean dyingInCommit;

    KillingResource(KillPoint point) {
        this.dyingInPrepare = point == KillPoint.BEFORE_DECISION;
        this.dyingInCommit = point != KillPoint.BEFORE_DECISION;
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public int prepare(Xid xid) {
        if (dyingInPrepare) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        if (dyingInCommit) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    @Override
    public void rollback(Xid xid) {}

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
