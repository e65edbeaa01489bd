package io.ironjournal.spi.log;

import java.io.IOException;

/**
 * What the engine offers to a log during opening.
 *
 * @since 0.1.0
 */
public interface LogContext {

    /**
     * Returns whether the log may be opened although acknowledged records are damaged or missing. If not, opening
     * throws {@link io.ironjournal.CorruptionException} and changes nothing.
     *
     * @return true when a loss is recorded and opening goes on; false when opening fails
     * @since 0.1.0
     */
    boolean acceptsLoss();

    /**
     * Durably records that acknowledged records are lost. The log calls this before it changes anything, so that a
     * crash cannot hide the loss.
     *
     * @param loss one sentence that says where the loss is, how large it is, and where the discarded bytes are kept
     * @throws IOException when the loss cannot be recorded
     * @since 0.1.0
     */
    void lost(String loss) throws IOException;
}
