package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import java.io.IOException;

/** Decides what happens when entries are proven to be missing. */
public interface StreamLosses {

    /**
     * Throws the exception or, if the operator allowed it, records the loss durably and returns.
     *
     * @param missing names the stream, the file, and what is missing
     */
    void missing(CorruptionException missing) throws IOException;

    /**
     * Asks for what is left after a recorded loss to be made durable soon. Called once memory has it: a crash before that
     * makes the same loss noticed again.
     */
    default void wantRound() {}
}
