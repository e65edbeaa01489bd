package io.ironjournal.simulation;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.SyncMode;
import io.ironjournal.format.StreamDirectoryName;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Lives of a journal on a simulated storage. Each ends at a random moment by a power failure, a killed process or a
 * failed force. Everything runs in one thread, so that a seed repeats the run.
 */
abstract class CrashedLives {

    /** A reference that keeps the filter alive. Each crash tears records, and each life has a clock that goes back. */
    private static final Logger LOGGER = Logger.getLogger("io.ironjournal");

    static {
        LOGGER.setFilter(line -> line.getMessage() == null
                || !(line.getMessage().startsWith("{0} bytes of torn records")
                        || line.getMessage().startsWith("The last entry of stream")));
    }

    private static final List<SyncMode> MODES =
            List.of(SyncMode.STRICT, SyncMode.STRICT, SyncMode.BATCH_ONLY, SyncMode.ASYNC);

    /**
     * Of each {@code of} lives, how many have a failing force, a failing write, or no fault. The others crash in an
     * operation.
     */
    record Faults(int failingForces, int failingWrites, int none, int of) {}

    /**
     * Of each {@code of} lives, how many keep the present space. In one life the disk is full, and in one it soon is.
     */
    record Space(int asBefore, int of, int soonFull) {}

    final SplittableRandom random;
    SimulatedStorage storage;
    int crashes;

    /** Whether the power failed since the journal was last verified. */
    boolean powerLost;

    /** The log, or null if it is in files of the storage. */
    @Nullable
    CrashedLog log;

    /** The directories of machines that wait for their turn. Their content may be older than the log. */
    private final List<SimulatedStorage> otherMachines = new ArrayList<>();

    /** The directories of machines that are lost. Only their archives are read, as if they were elsewhere. */
    private final List<SimulatedStorage> lostMachines = new ArrayList<>();

    /** Open journals of processes that are paused. */
    private final List<Journal> paused = new ArrayList<>();

    private final long seed;
    private final Predicate<String> ignoredForces;
    private boolean killed;

    CrashedLives(long seed, Predicate<String> ignoredForces) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        this.ignoredForces = ignoredForces;
        this.storage = new SimulatedStorage(seed);
    }

    /** Runs one life, or several, from an opening to the next crash. */
    abstract void live();

    /** Runs lives until this number of crashes, and returns the number of crashes. */
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
     * Injects the faults of the next life.
     *
     * @param within the maximum number of operations before its crash
     */
    final void plan(int within, Faults faults, Space space) {
        storage.ignoreForces(ignoredForces);
        // A recovery after a killed recovery finds its unforced bytes: crash it early, too.
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

    /** Returns whether the life ends by a kill. Otherwise the power fails. */
    final boolean drawKill() {
        crashes++;
        killed = random.nextInt(5) < 2;
        powerLost |= !killed;
        return killed;
    }

    /** Requires that a storage fault caused the error: only then may the journal refuse to open or to write. */
    static void requireCrash(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof SimulatedCrash || cause instanceof IOException) {
                return;
            }
        }
        throw new Verifier.Violation("The journal failed by itself: " + error, error);
    }

    /** Returns the first ids of a stream's segments, in ascending order. */
    static List<Long> segments(SimulatedStorage storage, String stream) {
        String directory = "streams/" + StreamDirectoryName.encode(stream) + "/";
        return storage.files().stream()
                .filter(file -> file.startsWith(directory) && file.endsWith(".wal"))
                .map(file -> Long.valueOf(file.substring(directory.length(), file.length() - ".wal".length())))
                .sorted()
                .toList();
    }

    /** Uses a log that survives the directories of three machines, which take turns. */
    final void useSeveralMachines(CrashedLog surviving) {
        log = surviving;
        otherMachines.add(new SimulatedStorage(seed + 1));
        otherMachines.add(new SimulatedStorage(seed + 2));
    }

    final boolean onOneMachine() {
        return otherMachines.isEmpty();
    }

    /** Returns the storages of all machines, also of those that are lost. */
    final List<SimulatedStorage> allMachines() {
        List<SimulatedStorage> all = new ArrayList<>(otherMachines);
        all.addAll(lostMachines);
        all.add(storage);
        return all;
    }

    /** Crashes the log. Continues on the same machine, on another one, or with an empty directory. */
    final void crashLog(boolean processKilled, long cutSeed) {
        CrashedLog before = Objects.requireNonNull(log, "log");
        before.crash(processKilled, cutSeed);
        // On another machine, nothing survives a process that was not acknowledged.
        powerLost |= before.fences();
        if (onOneMachine()) {
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> {
                lostMachines.add(storage);
                storage = new SimulatedStorage(random.nextLong());
            }
            case 1, 2 -> changeMachine(storage);
            default -> {
                // The same machine.
            }
        }
    }

    /** Continues on another machine. The present one waits, with the storage that it has then. */
    private void changeMachine(SimulatedStorage left) {
        SimulatedStorage next = otherMachines.remove(random.nextInt(otherMachines.size()));
        otherMachines.add(left);
        storage = next;
    }

    /**
     * Leaves the open journal as if its process were paused, and continues on another machine. The paused one wakes up after
     * the next opening.
     */
    final void pause(Journal journal) {
        crashes++;
        powerLost = true;
        paused.add(journal);
        // The files that the paused process writes later are lost with it.
        changeMachine(storage.kill());
    }

    /** Lets the paused processes go on, and requires that they can write nothing. */
    final void wakePaused() {
        for (Journal earlier : paused) {
            boolean written = false;
            try {
                earlier.append("paused", new byte[10]);
                earlier.sync();
                written = true;
            } catch (SimulatedCrash | JournalException e) {
                // It was fenced, or its machine has failed before.
            }
            if (written) {
                throw new Verifier.Violation("A process wrote after another one has opened the journal");
            }
            try {
                earlier.truncate("orders", earlier.nextId("orders"));
                earlier.deleteStream("x");
                earlier.close();
            } catch (SimulatedCrash | JournalException e) {
                // It must only change nothing, which the next opening checks.
            }
        }
        paused.clear();
    }
}
