package io.ironjournal.jta;

import io.ironjournal.transaction.BranchId;
import javax.transaction.xa.Xid;

/** The Xid of a branch in doubt, with the parts that the transaction manager chose. */
record RecoveredXid(BranchId id) implements Xid {

    @Override
    public int getFormatId() {
        return id.formatId();
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return id.globalTransactionId();
    }

    @Override
    public byte[] getBranchQualifier() {
        return id.branchQualifier();
    }
}
