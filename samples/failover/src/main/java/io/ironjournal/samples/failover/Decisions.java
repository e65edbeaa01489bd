package io.ironjournal.samples.failover;

import io.ironjournal.Journal;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.narayana.NarayanaSetup;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Narayana with its log in the journal. In a directory of the machine, the decisions would be lost with the machine:
 * recovery would then roll back what one participant has committed. On a shared disk, a machine that was only paused
 * could still write a decision after another machine has rolled the transaction back. BookKeeper fences such a machine.
 */
final class Decisions {

    private Decisions() {}

    /**
     * Starts Narayana. All machines have the same node identifier, so that each recovers what the one before has left. The
     * short intervals only make the sample faster; leave them out of a real application.
     */
    static Narayana start(Path directory, Journal journal) {
        return NarayanaSetup.in(directory)
                .nodeIdentifier("shop")
                .logIn(journal)
                .orphanSafetyInterval(Duration.ofMillis(1))
                .recoveryBackoff(Duration.ofSeconds(1))
                .manualRecovery()
                .start();
    }
}
