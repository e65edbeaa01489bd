package io.ironjournal.samples.failover;

import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/**
 * Corrects two faults of H2 2.5 that recovery meets. A rollback has no effect on a branch that another connection has
 * prepared, unless this one has listed it. A failed call has no error code, which a transaction manager may take for
 * success. A database with complete XA support, such as PostgreSQL or Derby, needs no such class.
 */
final class H2Resource implements XAResource {

    private final XAResource h2;

    /** The branch that this connection has started last. */
    private @Nullable Xid own;

    H2Resource(XAResource h2) {
        this.h2 = h2;
    }

    private interface Call {
        void run() throws XAException;
    }

    private static void withCode(Call call) throws XAException {
        try {
            call.run();
        } catch (XAException e) {
            if (e.errorCode != XA_OK) {
                throw e;
            }
            XAException failed = new XAException(e.getMessage());
            failed.errorCode = XAException.XAER_RMFAIL;
            failed.initCause(e);
            throw failed;
        }
    }

    @Override
    public void start(Xid xid, int flags) throws XAException {
        own = xid;
        withCode(() -> h2.start(xid, flags));
    }

    @Override
    public void end(Xid xid, int flags) throws XAException {
        withCode(() -> h2.end(xid, flags));
    }

    @Override
    public int prepare(Xid xid) throws XAException {
        withCode(() -> h2.prepare(xid));
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        withCode(() -> h2.commit(xid, onePhase));
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        withCode(() -> {
            if (!xid.equals(own)) {
                h2.recover(TMSTARTRSCAN | TMENDRSCAN);
            }
            h2.rollback(xid);
        });
    }

    @Override
    public Xid[] recover(int flag) throws XAException {
        return h2.recover(flag);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        withCode(() -> h2.forget(xid));
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() throws XAException {
        return h2.getTransactionTimeout();
    }

    @Override
    public boolean setTransactionTimeout(int seconds) throws XAException {
        return h2.setTransactionTimeout(seconds);
    }
}
