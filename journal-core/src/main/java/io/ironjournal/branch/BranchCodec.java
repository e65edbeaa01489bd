package io.ironjournal.branch;

import io.ironjournal.CorruptionException;
import io.ironjournal.transaction.BranchId;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;

/**
 * Encodes branches in records.
 *
 * <pre>
 *   branch id:   4  format id
 *                1  length of the global transaction id, at most 64
 *                1  length of the branch qualifier, at most 64
 *                   the global transaction id, then the branch qualifier
 *
 *   PREPARE:     branch id, 8 bytes of milliseconds since 1970, then an EntryBody
 *   COMMIT:      id assignment, then the branch id
 *   ROLLBACK:    branch id
 * </pre>
 */
public final class BranchCodec {

    private BranchCodec() {}

    static byte[] encode(BranchId id) {
        return put(allocate(id, 0), id).array();
    }

    static byte[] prepareHeader(BranchId id, Instant preparedAt) {
        return put(allocate(id, Long.BYTES), id)
                .putLong(preparedAt.toEpochMilli())
                .array();
    }

    private static ByteBuffer allocate(BranchId id, int more) {
        int size = Integer.BYTES + 2 + id.globalTransactionId().length + id.branchQualifier().length;
        return ByteBuffer.allocate(size + more).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer put(ByteBuffer out, BranchId id) {
        byte[] global = id.globalTransactionId();
        byte[] qualifier = id.branchQualifier();
        out.putInt(id.formatId()).put((byte) global.length).put((byte) qualifier.length);
        return out.put(global).put(qualifier);
    }

    /** Reads a branch id. */
    public static BranchId decode(ByteBuffer in) {
        if (in.remaining() < Integer.BYTES + 2) {
            throw tooShort();
        }
        int formatId = in.getInt();
        int globalLength = in.get();
        int qualifierLength = in.get();
        if (globalLength < 0
                || globalLength > BranchId.MAX_PART_SIZE
                || qualifierLength < 0
                || qualifierLength > BranchId.MAX_PART_SIZE
                || in.remaining() < globalLength + qualifierLength) {
            throw tooShort();
        }
        byte[] global = new byte[globalLength];
        byte[] qualifier = new byte[qualifierLength];
        in.get(global).get(qualifier);
        return new BranchId(formatId, global, qualifier);
    }

    /** Reads the time of a PREPARE. */
    public static Instant decodeTime(ByteBuffer in) {
        if (in.remaining() < Long.BYTES) {
            throw tooShort();
        }
        return Instant.ofEpochMilli(in.getLong());
    }

    private static CorruptionException tooShort() {
        return new CorruptionException("A record of the commit log is too short for a branch id");
    }
}
