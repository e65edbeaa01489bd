package io.ironjournal.transaction;

import java.io.Serializable;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Identifies a branch of a distributed transaction. Has the three parts of an XA {@code Xid}. Two ids are equal when
 * all three parts are equal. Immutable.
 *
 * @since 0.1.0
 */
public final class BranchId implements Serializable {

    private static final long serialVersionUID = 1L;

    /**
     * The maximum length of a global transaction id or a branch qualifier, in bytes. The XA specification defines it.
     *
     * @since 0.1.0
     */
    public static final int MAX_PART_SIZE = 64;

    private final int formatId;
    private final byte[] globalTransactionId;
    private final byte[] branchQualifier;

    /** Computed once, because each branch is looked up many times in hash tables. */
    private final int hash;

    /**
     * Creates an id. The arrays are copied.
     *
     * @param formatId any number
     * @param globalTransactionId at most 64 bytes; not null
     * @param branchQualifier at most 64 bytes; not null
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
     * Returns the format of the other two parts.
     *
     * @return the number that the transaction manager chose
     * @since 0.1.0
     */
    public int formatId() {
        return formatId;
    }

    /**
     * Returns the part that all branches of a transaction have in common.
     *
     * @return a copy, at most 64 bytes
     * @since 0.1.0
     */
    public byte[] globalTransactionId() {
        return globalTransactionId.clone();
    }

    /**
     * Returns the part that distinguishes the branches of one transaction.
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

    /** Returns the three parts, separated by colons. The last two are hexadecimal. */
    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return formatId + ":" + hex.formatHex(globalTransactionId) + ":" + hex.formatHex(branchQualifier);
    }
}
