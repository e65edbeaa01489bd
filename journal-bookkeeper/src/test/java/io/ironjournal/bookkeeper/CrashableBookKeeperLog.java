package io.ironjournal.bookkeeper;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.jta.CrashableLog;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A journal on simulated ledgers, and the machine that has it open. After a power failure, the journal is opened on the
 * same machine, or on another one with an empty directory.
 */
public final class CrashableBookKeeperLog implements CrashableLog, ClusterChanges {

    /** What happens in a change. */
    public enum Fault {
        /** The process ends before the change. */
        CRASH_BEFORE,
        /** The process ends when the servers have the change. */
        CRASH_AFTER,
        /** The change is lost. */
        REQUEST_LOST,
        /** The servers have the change, and their answer is lost. */
        ANSWER_LOST,
        /** This change and all later ones are lost. */
        CONNECTION_LOST,
        /** Another machine opens the journal before the change, and this one does not know it. */
        FENCED
    }

    private final SimulatedCluster cluster;
    private final SimulatedStorage directory;
    private final SplittableRandom random;
    private Fault fault = Fault.CRASH_BEFORE;
    private int changesLeft = Integer.MAX_VALUE;
    private boolean connectionLost;

    private CrashableBookKeeperLog(SimulatedCluster cluster, SimulatedStorage directory, long seed) {
        this.cluster = cluster;
        this.directory = directory;
        this.random = new SplittableRandom(seed);
    }

    /** Creates a log on new servers, and a machine with an empty directory. */
    public static CrashableBookKeeperLog create(long seed) {
        SimulatedCluster cluster = new SimulatedCluster(seed);
        cluster.faults = false;
        cluster.largestLedger = 3_000;
        return new CrashableBookKeeperLog(cluster, new SimulatedStorage(seed), seed);
    }

    /** Lets a fault happen in the n-th change from now. */
    public void plan(Fault planned, int changes) {
        fault = planned;
        changesLeft = changes;
    }

    /** Ends the process in the n-th change of its directory from now. */
    public void crashInDirectoryAfter(int changes) {
        directory.crashAfter(changes);
    }

    @Override
    public Journal open(JournalOptionsBuilder options) {
        // A small budget, so that transactions are among rounds of the flusher.
        JournalOptions onLedgers = options.logBudget(32 << 10)
                .commitLog(new SimulatedBookKeeperLog(cluster, this))
                .build();
        return JournalOpener.open(onLedgers, directory, false);
    }

    @Override
    public CrashableLog afterPowerCut(long seed) {
        SimulatedCrash unused = crash();
        SimulatedStorage same = directory.powerCut(seed);
        SimulatedStorage next = random.nextInt(3) == 0 ? new SimulatedStorage(seed) : same;
        return new CrashableBookKeeperLog(cluster, next, seed);
    }

    @Override
    public void crashAfter(int changes) {
        if (random.nextBoolean()) {
            crashInDirectoryAfter(changes);
        } else {
            plan(random.nextBoolean() ? Fault.CRASH_BEFORE : Fault.CRASH_AFTER, changes);
        }
    }

    @Override
    public void ignoreForces() {
        cluster.forgetful = true;
    }

    @Override
    public Outcome next() {
        requireAlive();
        if (connectionLost) {
            return Outcome.IS_LOST;
        }
        if (--changesLeft != 0) {
            return Outcome.SUCCEEDS;
        }
        return switch (fault) {
            case CRASH_BEFORE -> throw crash();
            case CRASH_AFTER -> Outcome.SUCCEEDS;
            case REQUEST_LOST -> Outcome.IS_LOST;
            case ANSWER_LOST -> Outcome.ANSWER_IS_LOST;
            case CONNECTION_LOST -> {
                connectionLost = true;
                yield Outcome.IS_LOST;
            }
            case FENCED -> {
                openElsewhere();
                yield Outcome.SUCCEEDS;
            }
        };
    }

    @Override
    public void done() {
        if (changesLeft == 0 && fault == Fault.CRASH_AFTER) {
            throw crash();
        }
    }

    @Override
    public void requireAlive() {
        try {
            directory.exists("MANIFEST");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the process. */
    private SimulatedCrash crash() {
        directory.crashAfter(1);
        try {
            directory.forceDirectory("");
        } catch (SimulatedCrash crash) {
            return crash;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new AssertionError("The process goes on");
    }

    private void openElsewhere() {
        JournalOptionsBuilder options =
                JournalOptions.builder(Path.of("elsewhere")).commitLog(new SimulatedBookKeeperLog(cluster));
        Journal unused = JournalOpener.open(options.build(), new SimulatedStorage(random.nextLong()), false);
    }
}
