package io.ironjournal.jta;

import io.ironjournal.text.Printable;
import io.ironjournal.transaction.BranchId;
import java.util.HexFormat;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/** Converts the Xids of transaction managers and the texts of operators to a {@link BranchId}. */
final class BranchIds {

    private BranchIds() {}

    /** Copies an Xid, because the transaction manager may reuse it. */
    static BranchId of(@Nullable Xid xid) throws XAException {
        if (xid == null) {
            throw XaErrors.refused(XAException.XAER_INVAL, "The Xid is null");
        }
        byte[] globalTransactionId = xid.getGlobalTransactionId();
        byte[] branchQualifier = xid.getBranchQualifier();
        if (globalTransactionId == null || branchQualifier == null) {
            throw XaErrors.refused(XAException.XAER_INVAL, "A part of the Xid is null");
        }
        try {
            return new BranchId(xid.getFormatId(), globalTransactionId, branchQualifier);
        } catch (IllegalArgumentException tooLong) {
            throw XaErrors.because(XAException.XAER_INVAL, tooLong);
        }
    }

    /**
     * Returns the branch id as operators see it elsewhere. The texts of the Xids of transaction managers rarely show
     * their parts.
     */
    static String describe(Xid xid) {
        try {
            return of(xid).toString();
        } catch (XAException | RuntimeException invalid) {
            return String.valueOf(xid);
        }
    }

    /** Parses the text that {@link BranchId#toString()} returns. */
    static BranchId parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length == 3) {
            try {
                HexFormat hex = HexFormat.of();
                return new BranchId(Integer.parseInt(parts[0]), hex.parseHex(parts[1]), hex.parseHex(parts[2]));
            } catch (IllegalArgumentException malformed) {
                // Its message describes one part only. It is not the cause below, because consoles show the innermost
                // message.
            }
        }
        throw new IllegalArgumentException("Not a branch id: '" + Printable.name(text)
                + "'. Copy an id from the list of branches. Its form is format:transaction:qualifier, such as"
                + " 131077:0a1b:01. The format is a decimal number. Transaction and qualifier have two hexadecimal digits"
                + " for each byte, and at most " + BranchId.MAX_PART_SIZE + " bytes each.");
    }
}
