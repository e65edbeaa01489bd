package io.ironjournal.cdi;

import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import java.nio.file.Path;
import java.time.Duration;

/** Starts Narayana once for all tests, because its settings are global to the process. */
public final class TestTransactions {

    private static final Narayana NARAYANA = NarayanaSetup.in(Path.of("target/narayana"))
            .nodeIdentifier("journal-cdi")
            .orphanSafetyInterval(Duration.ofMillis(1))
            .recoveryBackoff(Duration.ofSeconds(1))
            .manualRecovery()
            .start();

    private TestTransactions() {}

    /**
     * Returns Narayana.
     *
     * @return Narayana, started
     */
    public static Narayana narayana() {
        return NARAYANA;
    }
}
