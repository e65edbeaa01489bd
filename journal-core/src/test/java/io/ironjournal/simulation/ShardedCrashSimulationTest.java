package io.ironjournal.simulation;

import org.junit.jupiter.api.Test;

/** Thousands of crashes of a sharded journal, from seeds. */
class ShardedCrashSimulationTest {

    private static final int CRASHES = Integer.getInteger("ironjournal.crashes", 6_000);
    private static final long FIRST_SEED = Long.getLong("ironjournal.seed", 1);

    @Test
    void checkpointsAfterCrashes_areConsistentCuts_andWritesAreComplete() {
        int crashes = 0;
        long seed = FIRST_SEED;
        for (; crashes < CRASHES; seed++) {
            crashes += new ShardedCrashSimulation(seed, force -> false).run(20);
        }
        System.out.println(crashes + " crashes of sharded journals, seeds " + FIRST_SEED + " to " + (seed - 1));
    }
}
