package io.ironjournal.bookkeeper;

import io.ironjournal.simulation.SeveralMachines;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Lives of journals on simulated ledgers: lost connections, unknown outcomes, fenced writers that go on, deleted ledgers,
 * and crashes of three machines. {@code -Dironjournal.crashes=20000} makes more of them, and a printed seed repeats its run.
 */
@Timeout(3600)
class BookKeeperCrashSimulationTest {

    /** A reference that keeps the level alive. Nearly each life warns of a lost connection. */
    private static final Logger LOGGER = Logger.getLogger("io.ironjournal");

    private static final int CRASHES_EACH = 20;
    private static final int CRASHES = Integer.getInteger("ironjournal.crashes", 400);
    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    @BeforeAll
    static void beQuiet() {
        LOGGER.setLevel(Level.SEVERE);
    }

    @AfterAll
    static void warnAgain() {
        LOGGER.setLevel(null);
    }

    @Test
    void journals_afterCrashesOfMachinesAndConnections_haveAllAcknowledgedEntries() {
        int crashes = 0;
        for (long seed = SEED; crashes < CRASHES; seed++) {
            crashes += SeveralMachines.crash(seed, new SimulatedBookKeeperLog(seed), CRASHES_EACH);
        }
    }

    @Test
    void shardedJournals_afterCrashesOfMachinesAndConnections_areConsistent() {
        int crashes = 0;
        for (long seed = SEED; crashes < CRASHES; seed++) {
            crashes += SeveralMachines.crashSharded(seed, new SimulatedBookKeeperLog(seed), CRASHES_EACH);
        }
    }
}
