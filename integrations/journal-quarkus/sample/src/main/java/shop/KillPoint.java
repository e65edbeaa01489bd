package shop;

import java.io.Serializable;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * A resource of a transaction that ends the process when it is called. Narayana keeps it in its log. After the restart it does
 * nothing.
 */
final class KillPoint implements XAResource, Serializable {

    static final int STATUS = 77;

    /** When to end the process. */
    enum Call {
        PREPARE,
        COMMIT
    }

    private static final long serialVersionUID = 1L;

    /** False in a process that only recovers. */
    private static volatile boolean armed;

    private final Call call;

    private KillPoint(Call call) {
        this.call = call;
    }

    static KillPoint at(Call call) {
        armed = true;
        return new KillPoint(call);
    }

    private void halt(Call now) {
        if (armed && now == call) {
            Runtime.getRuntime().halt(STATUS);
        }
    }

    @Override
    public int prepare(Xid xid) {
        halt(Call.PREPARE);
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) {
        halt(Call.COMMIT);
    }

    @Override
    public void rollback(Xid xid) {}

    @Override
    public void forget(Xid xid) {}

    @Override
    public void start(Xid xid, int flags) {}

    @Override
    public void end(Xid xid, int flags) {}

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
