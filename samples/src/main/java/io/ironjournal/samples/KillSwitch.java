package io.ironjournal.samples;

import java.io.Serializable;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * A participant of a transaction that halts this JVM when it is its turn to vote, or to commit: no shutdown hook runs,
 * nothing is closed, as with {@code kill -9}. The transaction manager's log remembers it as a participant; the one that
 * recovery reads back from there is disarmed, and agrees to everything.
 */
final class KillSwitch implements XAResource, Serializable {

    /** Tells the one who started this JVM that it really ended here. */
    static final int HALTED = 99;

    private static final long serialVersionUID = 1L;

    /** When a participant is asked something. */
    enum Turn {
        VOTE,
        COMMIT
    }

    private final transient @Nullable Turn deadly;
    private final transient @Nullable Runnable lastWords;

    KillSwitch(Turn deadly, Runnable lastWords) {
        this.deadly = deadly;
        this.lastWords = lastWords;
    }

    private void haltOn(Turn turn) {
        if (turn == deadly && lastWords != null) {
            lastWords.run();
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
