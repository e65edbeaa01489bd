package io.ironjournal.internal;

import io.ironjournal.write.StreamClaimedException;
import io.ironjournal.write.StreamClaims;
import java.util.function.Supplier;

/**
 * Repeats calls that must wait for a prepared branch. The wait is outside of the call: it holds no lock and no memory, and
 * does not delay {@code close}, which ends it.
 */
record ClaimWait(StreamClaims claims) {

    /**
     * Makes a call, and repeats it after each wait.
     *
     * @throws io.ironjournal.WriteTimeoutException if the call could not be made within the timeout
     */
    <T> T call(Supplier<T> call) {
        try {
            return call.get();
        } catch (StreamClaimedException claimed) {
            return again(claimed, call);
        }
    }

    /** Waits before an append is queued whose caller does not wait for the outcome. */
    void beforeAsyncAppend(String stream) {
        claims.awaitFree(stream);
    }

    /** Waits, and makes a call again that was not admitted. */
    <T> T again(StreamClaimedException first, Supplier<T> call) {
        long begin = System.nanoTime();
        StreamClaimedException claimed = first;
        while (true) {
            claims.awaitRelease(claimed, begin);
            try {
                return call.get();
            } catch (StreamClaimedException e) {
                claimed = e;
            }
        }
    }
}
