package io.ironjournal.jta;

import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchStateException;
import javax.transaction.xa.XAException;

/**
 * The one place that makes an {@link XAException}. Only its constructor with a code is safe: without a code, or with an
 * unchecked exception instead, transaction managers report success for what failed. What happened is in the cause.
 */
final class XaErrors {

    private XaErrors() {}

    /** For calls that the branch's state or the arguments do not allow. */
    static XAException refused(int code, String why) {
        return because(code, new IllegalStateException(why));
    }

    /** For calls that the journal refuses because of the branch's state. */
    static XAException of(BranchStateException refused, String call) {
        if (refused.state() == BranchState.ROLLBACK_ONLY) {
            return because(XAException.XA_RBROLLBACK, refused);
        }
        int code = refused.state().isOver() ? XAException.XAER_NOTA : XAException.XAER_PROTO;
        return because(code, new IllegalStateException(call + " is not allowed: " + refused.getMessage(), refused));
    }

    /** For calls that failed. */
    static XAException because(int code, Throwable cause) {
        XAException error = new XAException(code);
        error.initCause(cause);
        return error;
    }

    /** Whether the code tells of a failure, rather than of a call that was out of order or a branch that is over. */
    static boolean isFailure(XAException error) {
        return error.errorCode == XAException.XAER_RMFAIL
                || error.errorCode == XAException.XAER_RMERR
                || error.errorCode == XAException.XA_RBOTHER;
    }

    /** The code by its name, for logs. */
    static String name(int code) {
        return switch (code) {
            case XAException.XA_RBROLLBACK -> "XA_RBROLLBACK";
            case XAException.XA_RBOTHER -> "XA_RBOTHER";
            case XAException.XAER_RMERR -> "XAER_RMERR";
            case XAException.XAER_NOTA -> "XAER_NOTA";
            case XAException.XAER_INVAL -> "XAER_INVAL";
            case XAException.XAER_PROTO -> "XAER_PROTO";
            case XAException.XAER_RMFAIL -> "XAER_RMFAIL";
            case XAException.XAER_DUPID -> "XAER_DUPID";
            case XAException.XAER_OUTSIDE -> "XAER_OUTSIDE";
            default -> "error " + code;
        };
    }
}
