package io.ironjournal.simulation;

import io.ironjournal.SyncMode;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.io.SimulatedCrash;
import io.ironjournal.io.SimulatedStorage;
import java.io.IOException;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * Lives of a journal on a simulated storage, each of which ends by a power cut, a killed process or a failing force, at a
 * random moment. Everything happens in one thread, so that a seed repeats it.
 */
abstract class CrashedLives {

    private static final List<SyncMode> MODES =
            List.of(SyncMode.STRICT, SyncMode.STRICT, SyncMode.BATCH_ONLY, SyncMode.ASYNC);

    /** How many of so many lives meet a failing force, a failing write, or nothing; the others die in an operation. */
    record Faults(int failingForces, int failingWrites, int none, int of) {}

    /** In how many of so many lives the disk has as much space as before; in one it is full, in one it soon will be. */
    record Space(int asBefore, int of, int soonFull) {}

    final SplittableRandom random;
    SimulatedStorage storage;
    int crashes;

    /** Whether power was cut since the journal was last found to be right. */
    boolean powerLost;

    private final long seed;
    private final Predicate<String> ignoredForces;
    private boolean killed;

    CrashedLives(long seed, Predicate<String> ignoredForces) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.ignoredForces = ignoredForces;
        this.storage = new SimulatedStorage(seed);
    }

    /** Lives from opening to the next crash. */
    abstract void live();

    /** Lives through so many crashes; returns how many it were. */
    final int run(int wanted) {
        try {
            while (crashes < wanted) {
                live();
            }
            return crashes;
        } catch (Verifier.Violation | RuntimeException e) {
            throw new Verifier.Violation(
                    getClass().getSimpleName() + ", seed " + seed + ", after " + crashes + " crashes: " + e + "\n"
                            + storage,
                    e);
        }
    }

    final SyncMode randomMode() {
        return MODES.get(random.nextInt(MODES.size()));
    }

    /**
     * Decides what goes wrong in the life that begins.
     *
     * @param within how many operations it may have before it crashes
     */
    final void plan(int within, Faults faults, Space space) {
        storage.ignoreForces(ignoredForces);
        // A recovery that follows a killed one meets what that left unforced: crash it early, too.
        int operations = killed || random.nextInt(4) == 0 ? 25 : within;
        int at = 1 + random.nextInt(operations);
        int drawn = random.nextInt(faults.of);
        if (drawn < faults.failingForces) {
            storage.failForceAfter(1 + random.nextInt(operations / 4));
        } else if (drawn < faults.failingForces + faults.failingWrites) {
            storage.failWriteAfter(at);
        } else if (drawn >= faults.failingForces + faults.failingWrites + faults.none) {
            storage.crashAfter(at);
        }
        planSpace(space);
    }

    private void planSpace(Space space) {
        int drawn = random.nextInt(space.of);
        if (drawn == 0) {
            storage.setSpace(storage.usedSpace());
        } else if (drawn == 1) {
            storage.setSpace(storage.usedSpace() + random.nextInt(space.soonFull));
        } else if (drawn >= 2 + space.asBefore) {
            storage.setSpace(Long.MAX_VALUE);
        }
    }

    /** Draws whether the life ends by a kill; else the power is cut. */
    final boolean drawKill() {
        crashes++;
        killed = random.nextInt(5) < 2;
        powerLost |= !killed;
        return killed;
    }

    /** Refusing to open, or to write, is right only when the storage was made to fail. */
    static void requireCrash(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SimulatedCrash || cause instanceof IOException) {
                return;
            }
        }
        throw new Verifier.Violation("The journal failed by itself: " + error, error);
    }

    /** The first ids of a stream's segments, ascending. */
    final List<Long> segments(String stream) {
        String directory = "streams/" + StreamDirectoryName.encode(stream) + "/";
        return storage.files().stream()
                .filter(file -> file.startsWith(directory) && file.endsWith(".wal"))
                .map(file -> Long.valueOf(file.substring(directory.length(), file.length() - ".wal".length())))
                .sorted()
                .toList();
    }
}
