package io.ironjournal.simulation;

import io.ironjournal.spi.log.InMemoryCrash;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.log.LogProvider;

/** A log in memory. A killed process loses nothing that was handed over. */
final class CrashedInMemoryLog implements CrashedLog {

    private InMemoryLog log;

    CrashedInMemoryLog(InMemoryLog log) {
        this.log = log;
    }

    @Override
    public LogProvider provider() {
        return log;
    }

    @Override
    public void crash(boolean killed, long seed) {
        log = killed ? InMemoryCrash.kill(log) : InMemoryCrash.powerCut(log, seed);
    }

    @Override
    public boolean fences() {
        return false;
    }
}
