package io.ironjournal.samples;

import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Starts Narayana before the container and provides it for injection. Narayana belongs to the process and ends after
 * the container.
 */
@Dependent
class Transactions {

    private static @Nullable Narayana running;

    static Narayana start() {
        Narayana narayana = start(Shop.directory("transactions"), "order-shop");
        running = narayana;
        return narayana;
    }

    /**
     * Starts Narayana with its log in a directory and with a node identifier, by which recovery recognizes its own
     * branches. The short intervals only make the sample faster; leave them out of a real application. Also leave out
     * {@code manualRecovery}, which lets the sample choose when recovery runs.
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
        return Objects.requireNonNull(running, "Call Transactions.start() before the container starts");
    }
}
