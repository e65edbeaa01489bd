package com.ibm.tx.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A transaction of the fake of Liberty. */
final class ServerTransaction implements Transaction {

    /** Simulates a crash of the process. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private record Branch(XAResource resource, Xid xid) {}

    private record ServerXid(byte[] id) implements Xid {

        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return id;
        }

        @Override
        public byte[] getBranchQualifier() {
            return id;
        }
    }

    final Map<Object, Object> resources = new HashMap<>();
    private final List<Branch> branches = new ArrayList<>();
    private final List<Synchronization> synchronizations = new ArrayList<>();
    private int status = Status.STATUS_ACTIVE;

    boolean start(XAResource resource) throws SystemException {
        Xid xid = new ServerXid(UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
        try {
            resource.start(xid, XAResource.TMNOFLAGS);
        } catch (XAException refused) {
            throw (SystemException) new SystemException().initCause(refused);
        }
        branches.add(new Branch(resource, xid));
        return true;
    }

    @Override
    public boolean enlistResource(XAResource resource) throws SystemException {
        if (resource instanceof Serializable information) {
            try {
                PartnerLog.readBack(information);
            } catch (IllegalStateException unreadable) {
                throw (SystemException) new SystemException(unreadable.getMessage()).initCause(unreadable);
            }
        }
        return start(resource);
    }

    void commit(List<Xid> decided, boolean crashes) throws RollbackException, SystemException, XAException {
        if (status != Status.STATUS_ACTIVE) {
            rollback();
            throw new RollbackException();
        }
        for (Branch branch : branches) {
            branch.resource.end(branch.xid, XAResource.TMSUCCESS);
        }
        for (Branch branch : branches) {
            branch.resource.prepare(branch.xid);
        }
        branches.forEach(branch -> decided.add(branch.xid));
        if (crashes) {
            throw new Crash();
        }
        for (Branch branch : branches) {
            branch.resource.commit(branch.xid, false);
        }
        end(Status.STATUS_COMMITTED);
    }

    @Override
    public void rollback() throws SystemException {
        try {
            for (Branch branch : branches) {
                branch.resource.end(branch.xid, XAResource.TMFAIL);
                branch.resource.rollback(branch.xid);
            }
        } catch (XAException failure) {
            throw (SystemException) new SystemException().initCause(failure);
        }
        end(Status.STATUS_ROLLEDBACK);
    }

    private void end(int outcome) {
        status = outcome;
        synchronizations.forEach(synchronization -> synchronization.afterCompletion(outcome));
    }

    @Override
    public void commit() {
        throw new UnsupportedOperationException("the transaction manager commits");
    }

    @Override
    public boolean delistResource(XAResource resource, int flag) {
        return false;
    }

    @Override
    public int getStatus() {
        return status;
    }

    @Override
    public void registerSynchronization(Synchronization synchronization) {
        synchronizations.add(synchronization);
    }

    @Override
    public void setRollbackOnly() {
        status = Status.STATUS_MARKED_ROLLBACK;
    }
}
