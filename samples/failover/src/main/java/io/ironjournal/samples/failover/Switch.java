package io.ironjournal.samples.failover;

import io.ironjournal.samples.failover.KillPoint.Turn;
import java.io.Serializable;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * A participant that does something when it is asked to vote or to commit, for example ends the process. The log of the
 * transaction manager contains it as a participant. The deserialized object votes and commits normally.
 */
final class Switch implements XAResource, Serializable {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Turn turn;
    private final transient @Nullable Runnable action;

    Switch(Turn turn, Runnable action) {
        this.turn = turn;
        this.action = action;
    }

    private void on(Turn reached) {
        if (reached == turn && action != null) {
            action.run();
        }
    }

    @Override
    public int prepare(Xid xid) {
        on(Turn.VOTE);
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        on(Turn.COMMIT);
    }

    @Override
    public void rollback(Xid xid) {}

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

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
