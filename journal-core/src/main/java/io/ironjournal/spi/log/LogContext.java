package io.ironjournal.spi.log;

import java.io.IOException;

/**
 * What the engine offers to a log that is being opened.
 *
 * @since 0.1.0
 */
public interface LogContext {

    /**
     * Returns whether the log may be opened although acknowledged records are damaged or missing. If not, opening it fails
     * with a {@link io.ironjournal.CorruptionException} and changes nothing.
     */
    boolean acceptsLoss();

    /**
     * Records durably that acknowledged records are lost. The log calls this before it changes anything, so that a crash
     * cannot hide the loss.
     *
     * @param loss where, how much, and where it is kept, in a sentence
     */
    void lost(String loss) throws IOException;
}
