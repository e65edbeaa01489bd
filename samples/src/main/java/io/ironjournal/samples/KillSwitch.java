package io.ironjournal.samples;

import java.io.Serializable;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * A participant that halts this JVM when it is asked to vote or to commit. As with {@code kill -9}, no shutdown hook
 * runs and nothing is closed. The log of the transaction manager contains it as a participant. The deserialized object
 * is disarmed: it votes and commits normally.
 */
final class KillSwitch implements XAResource, Serializable {

    /** The exit code of a JVM that was halted here. */
    static final int HALTED = 99;

    private static final long serialVersionUID = 1L;

    /** A call to a participant. */
    enum Turn {
        VOTE,
        COMMIT
    }

    private final transient @Nullable Turn haltAt;
    private final transient @Nullable Runnable beforeHalt;

    KillSwitch(Turn haltAt, Runnable beforeHalt) {
        this.haltAt = haltAt;
        this.beforeHalt = beforeHalt;
    }

    private void haltOn(Turn turn) {
        if (turn == haltAt && beforeHalt != null) {
            beforeHalt.run();
            Runtime.getRuntime().halt(HALTED);
        }
    }

    @Override
    public int prepare(Xid xid) {
        haltOn(Turn.VOTE);
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        haltOn(Turn.COMMIT);
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
