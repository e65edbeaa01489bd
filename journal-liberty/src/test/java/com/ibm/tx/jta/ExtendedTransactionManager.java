package com.ibm.tx.jta;

import jakarta.transaction.RollbackException;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.io.Serializable;
import javax.transaction.xa.XAResource;

/** As Liberty's API has it. */
public interface ExtendedTransactionManager extends TransactionManager {
    int registerResourceInfo(String factory, Serializable info);

    boolean enlist(XAResource resource, int recoveryId) throws RollbackException, SystemException;
}
