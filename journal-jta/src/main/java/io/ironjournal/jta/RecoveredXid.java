package io.ironjournal.jta;

import io.ironjournal.transaction.BranchId;
import javax.transaction.xa.Xid;

/** A branch in doubt, as the transaction manager named it when it prepared the branch. */
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
