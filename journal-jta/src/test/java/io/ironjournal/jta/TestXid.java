package io.ironjournal.jta;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import javax.transaction.xa.Xid;

/** An Xid without an equals method, as transaction managers have it. */
final class TestXid implements Xid {

    private static final AtomicInteger NEXT = new AtomicInteger();

    private final int formatId;
    private final byte[] globalTransactionId;
    private final byte[] branchQualifier;

    TestXid(int formatId, byte[] globalTransactionId, byte[] branchQualifier) {
        this.formatId = formatId;
        this.globalTransactionId = globalTransactionId;
        this.branchQualifier = branchQualifier;
    }

    static TestXid next() {
        byte[] number = ("tx" + NEXT.incrementAndGet()).getBytes(StandardCharsets.UTF_8);
        return new TestXid(7, number, new byte[] {1});
    }

    @Override
    public int getFormatId() {
        return formatId;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return globalTransactionId;
    }

    @Override
    public byte[] getBranchQualifier() {
        return branchQualifier;
    }
}
