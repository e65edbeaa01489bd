package io.ironjournal.samples;

import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Narayana belongs to the process: it starts before the container and ends after it; beans get it injected. */
@Dependent
class Transactions {

    private static @Nullable Narayana running;

    /**
     * Starts Narayana. What is shorter here than by default is so for your patience; leave it out of a real application,
     * as well as {@code manualRecovery}, which lets the sample show the moment of recovery.
     */
    static Narayana start() {
        Narayana narayana = NarayanaSetup.in(Shop.directory("transactions"))
                .nodeIdentifier("order-shop")
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .manualRecovery()
                .start();
        running = narayana;
        return narayana;
    }

    @Produces
    @Dependent
    static Narayana running() {
        return Objects.requireNonNull(running, "Transactions.start() comes before the container");
    }
}
