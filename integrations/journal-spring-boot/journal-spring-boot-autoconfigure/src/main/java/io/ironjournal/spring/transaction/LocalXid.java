package io.ironjournal.spring.transaction;

import java.nio.ByteBuffer;
import java.util.UUID;
import javax.transaction.xa.Xid;

/**
 * The id of a local transaction's branch.
 *
 * @param id unique
 */
record LocalXid(UUID id) implements Xid {

    /** "IJLT" in ASCII: ids of transaction managers have other formats. */
    private static final int FORMAT = 0x494A4C54;

    @Override
    public int getFormatId() {
        return FORMAT;
    }

    @Override
    public byte[] getGlobalTransactionId() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    @Override
    public byte[] getBranchQualifier() {
        return new byte[] {1};
    }
}
