package io.ironjournal.benchmarks.contender;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import javax.transaction.xa.Xid;

/** The number of a transaction with one branch. */
record BenchmarkXid(long number) implements Xid {

    private static final AtomicLong LAST = new AtomicLong();

    static BenchmarkXid next() {
        return new BenchmarkXid(LAST.incrementAndGet());
    }

    @Override
    public int getFormatId() {
        return 1;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
