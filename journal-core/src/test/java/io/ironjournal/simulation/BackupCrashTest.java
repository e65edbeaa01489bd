package io.ironjournal.simulation;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Backups that are interrupted by crashes, and restored after others. A printed seed repeats its run. */
class BackupCrashTest {

    /** How many backups are interrupted; see {@code docs/testing.md}. */
    private static final int CRASHED_BACKUPS = Integer.getInteger("ironjournal.crashes.backup", 20);

    private static final long SEED = Long.getLong("ironjournal.seed", 1);

    @Test
    void backups_interruptedByCrashes_areNotComplete_andOthersHaveEverything() {
        int crashed = 0;
        int restored = 0;
        for (long seed = SEED; crashed < CRASHED_BACKUPS; seed++) {
            BackupCrashSimulation simulation = new BackupCrashSimulation(seed);
            simulation.run(10);
            crashed += simulation.crashedBackups();
            restored += simulation.restored();
        }
        assertTrue(restored >= crashed / 4, "only " + restored + " backups were restored");
    }
}
