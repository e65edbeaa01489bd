package com.ibm.tx.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** A transaction manager for one thread, which enlists resources as Liberty does. */
final class ServerTransactions implements ExtendedTransactionManager {

    private final PartnerLog log;
    private final List<Xid> decided;
    private boolean crashes;
    private ServerTransaction current;

    ServerTransactions(PartnerLog log, List<Xid> decided) {
        this.log = log;
        this.decided = decided;
    }

    void crashAfterDecision() {
        crashes = true;
    }

    @Override
    public int registerResourceInfo(String factory, Serializable info) {
        return log.add(factory, info);
    }

    @Override
    public boolean enlist(XAResource resource, int recoveryId) throws SystemException {
        if (recoveryId < 0 || recoveryId >= log.entries().size()) {
            throw new SystemException("no recovery information has the id " + recoveryId);
        }
        return current.start(resource);
    }

    @Override
    public void begin() {
        current = new ServerTransaction();
    }

    @Override
    public void commit() throws RollbackException, SystemException {
        ServerTransaction ending = current;
        current = null;
        try {
            ending.commit(decided, crashes);
        } catch (XAException failure) {
            throw (SystemException) new SystemException().initCause(failure);
        }
    }

    @Override
    public void rollback() throws SystemException {
        ServerTransaction ending = current;
        current = null;
        ending.rollback();
    }

    @Override
    public int getStatus() {
        return current == null ? Status.STATUS_NO_TRANSACTION : current.getStatus();
    }

    @Override
    public Transaction getTransaction() {
        return current;
    }

    @Override
    public void setRollbackOnly() {
        current.setRollbackOnly();
    }

    @Override
    public void resume(Transaction suspended) {
        current = (ServerTransaction) suspended;
    }

    @Override
    public Transaction suspend() {
        Transaction suspended = current;
        current = null;
        return suspended;
    }

    @Override
    public void setTransactionTimeout(int seconds) {
        // The fake has no timeouts.
    }

    TransactionSynchronizationRegistry registry() {
        return (TransactionSynchronizationRegistry) Proxy.newProxyInstance(
                ServerTransactions.class.getClassLoader(),
                new Class<?>[] {TransactionSynchronizationRegistry.class},
                (self, method, args) -> switch (method.getName()) {
                    case "getTransactionStatus" -> getStatus();
                    case "getTransactionKey" -> current;
                    case "getResource" -> current.resources.get(args[0]);
                    case "putResource" -> current.resources.put(args[0], args[1]);
                    case "setRollbackOnly" -> {
                        setRollbackOnly();
                        yield null;
                    }
                    default -> null;
                });
    }
}
