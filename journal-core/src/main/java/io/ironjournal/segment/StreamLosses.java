package io.ironjournal.segment;

import io.ironjournal.CorruptionException;
import java.io.IOException;

/** Decides what happens if entries are proven to be missing. */
public interface StreamLosses {

    /**
     * Throws the exception. If the operator allowed the loss, records it durably instead, and returns.
     *
     * @param missing names the stream, the file, and the missing part
     */
    void missing(CorruptionException missing) throws IOException;

    /**
     * Requests that the state after a recorded loss is made durable soon. Called when that state is in memory. After an
     * earlier crash, the same loss is detected again.
     */
    default void requestRound() {}

    /** Called when a reader finds bytes that do not match their checksum. */
    default void readDamage() {}
}
