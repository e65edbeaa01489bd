package io.ironjournal.managers;

import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** Another participant of a transaction, in whose turn the process dies if it is to. */
final class DyingResource implements XAResource {

    static final int EXIT_CODE = 42;

    enum In {
        PREPARE,
        COMMIT,
        NOTHING
    }

    private final In call;

    DyingResource(In call) {
        this.call = call;
    }

    private void perhapsDie(In here) {
        if (call == here) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

    @Override
    public int prepare(Xid xid) {
        perhapsDie(In.PREPARE);
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        perhapsDie(In.COMMIT);
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
