package io.ironjournal.samples;

import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Narayana belongs to the process: it starts before the container and ends after it; beans get it injected. */
@Dependent
class Transactions {

    private static @Nullable Narayana running;

    static Narayana start() {
        Narayana narayana = start(Shop.directory("transactions"), "order-shop");
        running = narayana;
        return narayana;
    }

    /**
     * Starts Narayana with its log in a directory, under the name by which recovery knows what is its own. What is shorter
     * here than by default is so for your patience; leave it out of a real application, as well as {@code manualRecovery},
     * which lets the sample show the moment of recovery.
     */
    static Narayana start(Path directory, String name) {
        return NarayanaSetup.in(directory)
                .nodeIdentifier(name)
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .manualRecovery()
                .start();
    }

    @Produces
    @Dependent
    static Narayana running() {
        return Objects.requireNonNull(running, "Transactions.start() comes before the container");
    }
}
