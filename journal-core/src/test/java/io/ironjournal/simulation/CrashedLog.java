package io.ironjournal.simulation;

import io.ironjournal.spi.log.LogProvider;

/** A log without files, for crash simulations. The simulation uses it in one thread. */
public interface CrashedLog {

    /** Returns the log after the last crash. */
    LogProvider provider();

    /**
     * Ends the process that has the log open.
     *
     * @param killed whether only the process ends. Otherwise the power fails
     */
    void crash(boolean killed, long seed);

    /** Returns whether the log excludes earlier writers, which may then go on after a crash. */
    boolean fences();
}
