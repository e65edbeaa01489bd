package io.ironjournal.transaction;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Identifies a branch of a distributed transaction: an immutable copy of what X/Open calls an Xid. Two are equal when
 * all three parts are.
 *
 * @since 0.1.0
 */
public final class BranchId implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The longest global transaction id or branch qualifier, in bytes, as the XA specification sets it.
     *
     * @since 0.1.0
     */
    public static final int MAX_PART_SIZE = 64;

    private final int formatId;
    private final byte[] globalTransactionId;
    private final byte[] branchQualifier;

    /** A branch is looked up a dozen times in its life, by its own id and by equal ones. */
    private final int hash;

    /**
     * Copies the three parts.
     *
     * @param formatId any number
     * @param globalTransactionId at most 64 bytes
     * @param branchQualifier at most 64 bytes
     * @throws IllegalArgumentException when a part is too long
     * @since 0.1.0
     */
    public BranchId(int formatId, byte[] globalTransactionId, byte[] branchQualifier) {
        if (globalTransactionId.length > MAX_PART_SIZE || branchQualifier.length > MAX_PART_SIZE) {
            throw new IllegalArgumentException("A branch id has at most 64 bytes in each part, not "
                    + globalTransactionId.length + " and " + branchQualifier.length);
        }
        this.formatId = formatId;
        this.globalTransactionId = globalTransactionId.clone();
        this.branchQualifier = branchQualifier.clone();
        this.hash = 31 * (31 * formatId + Arrays.hashCode(this.globalTransactionId))
                + Arrays.hashCode(this.branchQualifier);
    }

    /**
     * The format of the other two parts.
     *
     * @return any number, as the transaction manager chose it
     * @since 0.1.0
     */
    public int formatId() {
        return formatId;
    }

    /**
     * The part that all branches of a transaction share.
     *
     * @return a copy, at most 64 bytes
     * @since 0.1.0
     */
    public byte[] globalTransactionId() {
        return globalTransactionId.clone();
    }

    /**
     * The part that is the branch's own.
     *
     * @return a copy, at most 64 bytes
     * @since 0.1.0
     */
    public byte[] branchQualifier() {
        return branchQualifier.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BranchId id
                && id.hash == hash
                && id.formatId == formatId
                && Arrays.equals(id.globalTransactionId, globalTransactionId)
                && Arrays.equals(id.branchQualifier, branchQualifier);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** The three parts, the last two in hexadecimal, separated by colons. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return formatId + ":" + hex.formatHex(globalTransactionId) + ":" + hex.formatHex(branchQualifier);
    }
}
