package io.ironjournal.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whole journals on simulated storage, with thousands of crashes. A printed seed repeats its run. */
class CrashSimulationTest {

    private static final int CRASHES_EACH = 20;

    private static final int CRASHES = Integer.getInteger("ironjournal.crashes", 6_000);
    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    @Test
    void journalsAfterCrashes_haveAllAcknowledgedEntries_andNoPartialWrites() {
        int crashes = 0;
        for (long seed = SEED; crashes < CRASHES; seed++) {
            crashes += new CrashSimulation(seed, force -> false).run(CRASHES_EACH);
        }
        long least = crashes / 100;
        assertTrue(RandomCalls.restorations >= least, RandomCalls.restorations + " restorations from the archive");
    }
}
