package io.ironjournal.cdi;

import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import java.nio.file.Path;
import java.time.Duration;

/** Narayana, once for all tests: its settings are the process's. */
public final class TestTransactions {

    private static final Narayana NARAYANA = NarayanaSetup.in(Path.of("target/narayana"))
            .nodeIdentifier("journal-cdi")
            .orphanSafetyInterval(Duration.ofMillis(1))
            .recoveryBackoff(Duration.ofSeconds(1))
            .manualRecovery()
            .start();

    private TestTransactions() {}

    /**
     * Returns it.
     *
     * @return Narayana, started
     */
    public static Narayana narayana() {
        return NARAYANA;
    }
}
