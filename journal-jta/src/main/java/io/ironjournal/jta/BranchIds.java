package io.ironjournal.jta;

import io.ironjournal.text.Printable;
import io.ironjournal.transaction.BranchId;
import java.util.HexFormat;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.jspecify.annotations.Nullable;

/** Turns what transaction managers and operators call a branch into a {@link BranchId}. */
final class BranchIds {

    private BranchIds() {}

    /** Copies an Xid: the transaction manager may reuse it. */
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

    /** The branch as operators see it elsewhere, for logs; Xids of transaction managers rarely show what they are. */
    static String describe(Xid xid) {
        try {
            return of(xid).toString();
        } catch (XAException | RuntimeException invalid) {
            return String.valueOf(xid);
        }
    }

    /** Reads what {@link BranchId#toString()} wrote. */
    static BranchId parse(String text) {
        String[] parts = text.strip().split(":", -1);
        if (parts.length == 3) {
            try {
                HexFormat hex = HexFormat.of();
                return new BranchId(Integer.parseInt(parts[0]), hex.parseHex(parts[1]), hex.parseHex(parts[2]));
            } catch (IllegalArgumentException malformed) {
                // It speaks of one part only, and must not be the cause: consoles show the innermost message.
            }
        }
        throw new IllegalArgumentException("Not the id of a branch: '" + Printable.name(text)
                + "'. Copy an id from the list of branches. It has the form format:transaction:qualifier, such as"
                + " 131077:0a1b:01: a decimal number, then two hexadecimal digits for each byte of the two others, at"
                + " most " + BranchId.MAX_PART_SIZE + " bytes each.");
    }
}
