package io.ironjournal.spi.log;

import java.io.IOException;
import java.util.List;

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
     * @param discarded acknowledged records that the log will no longer have, as far as they can be read, in their order.
     *     Their effects may already be complete. The engine uses them to complete deletions of streams, also after a
     *     crash of this opening. A log may pass an empty list
     * @throws IOException when the loss cannot be recorded
     * @since 0.1.0
     */
    void lost(String loss, List<LogRecord> discarded) throws IOException;
}
