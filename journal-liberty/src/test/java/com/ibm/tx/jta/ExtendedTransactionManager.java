package com.ibm.tx.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.io.Serializable;
import javax.transaction.xa.XAResource;

/** Copies the declaration in Liberty's API. */
public interface ExtendedTransactionManager extends TransactionManager {
    int registerResourceInfo(String factory, Serializable info);

    boolean enlist(XAResource resource, int recoveryId) throws RollbackException, SystemException;
}
