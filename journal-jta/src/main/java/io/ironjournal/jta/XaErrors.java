package io.ironjournal.jta;

import io.ironjournal.PositionConflictException;
import io.ironjournal.ProducerConflictException;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchStateException;
import javax.transaction.xa.XAException;

/**
 * The only class that creates an {@link XAException}. It always uses the constructor with an error code: without a
 * code, or after an unchecked exception, transaction managers report success for a failed call. The failure itself is
 * the cause.
 */
final class XaErrors {

    private XaErrors() {}

    /** For calls that the arguments or the state of the branch do not allow. */
    static XAException refused(int code, String why) {
        return because(code, new IllegalStateException(why));
    }

    /** For calls that the journal rejects because of the state of the branch. */
    static XAException of(BranchStateException refused, String call) {
        if (refused.state() == BranchState.ROLLBACK_ONLY) {
            return because(XAException.XA_RBROLLBACK, refused);
        }
        if (refused.state() == BranchState.DECIDED && call.equals("rollback")) {
            return because(XAException.XA_HEURCOM, refused);
        }
        int code = refused.state().isEnded() ? XAException.XAER_NOTA : XAException.XAER_PROTO;
        return because(code, new IllegalStateException(call + " is not allowed: " + refused.getMessage(), refused));
    }

    /**
     * For votes of which nothing is durable. An expected position that does not hold, or a producer that was moved, is a
     * result of concurrent writers, not a failure.
     */
    static XAException rolledBack(Throwable cause) {
        boolean concurrent = cause instanceof PositionConflictException || cause instanceof ProducerConflictException;
        return because(concurrent ? XAException.XA_RBINTEGRITY : XAException.XA_RBOTHER, cause);
    }

    /** For calls that failed. */
    static XAException because(int code, Throwable cause) {
        XAException error = new XAException(code);
        error.initCause(cause);
        return error;
    }

    /** Returns whether the code means a failure, rather than a call in the wrong order or a branch that has ended. */
    static boolean isFailure(XAException error) {
        return error.errorCode == XAException.XAER_RMFAIL
                || error.errorCode == XAException.XAER_RMERR
                || error.errorCode == XAException.XA_RBOTHER
                || error.errorCode == XAException.XA_HEURCOM;
    }

    /** Returns the name of the code, for logs. */
    static String name(int code) {
        return switch (code) {
            case XAException.XA_RBROLLBACK -> "XA_RBROLLBACK";
            case XAException.XA_RBOTHER -> "XA_RBOTHER";
            case XAException.XA_RBINTEGRITY -> "XA_RBINTEGRITY";
            case XAException.XA_HEURCOM -> "XA_HEURCOM";
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
