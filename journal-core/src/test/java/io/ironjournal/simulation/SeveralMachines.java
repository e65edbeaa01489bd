package io.ironjournal.simulation;

/** Crash simulations on a log that survives the directories of several machines. */
public final class SeveralMachines {

    private SeveralMachines() {}

    /** Runs lives of a journal until a number of crashes, and returns the number of crashes. */
    public static int crash(long seed, CrashedLog log, int crashes) {
        return CrashSimulation.onSeveralMachines(seed, log).run(crashes);
    }

    /** Runs lives of a sharded journal until a number of crashes, and returns the number of crashes. */
    public static int crashSharded(long seed, CrashedLog log, int crashes) {
        ShardedCrashSimulation simulation = new ShardedCrashSimulation(seed, force -> false);
        simulation.useSeveralMachines(log);
        return simulation.run(crashes);
    }
}
