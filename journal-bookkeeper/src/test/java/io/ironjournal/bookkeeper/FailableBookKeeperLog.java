package io.ironjournal.bookkeeper;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.bookkeeper.ClusterChanges.Outcome;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.jta.FailableLog;
import io.ironjournal.test.storage.SimulatedStorage;

/** A log on simulated ledgers for the tests of the XA resource. */
public final class FailableBookKeeperLog implements FailableLog {

    private final SimulatedCluster cluster;
    private final SimulatedStorage storage;

    private FailableBookKeeperLog(SimulatedCluster cluster, SimulatedStorage storage) {
        this.cluster = cluster;
        this.storage = storage;
    }

    /** Returns a log on new servers, which fail only when a test says so. */
    public static FailableLog create() {
        SimulatedCluster cluster = new SimulatedCluster(1);
        cluster.faults = false;
        return new FailableBookKeeperLog(cluster, new SimulatedStorage(1));
    }

    @Override
    public Journal open(JournalOptionsBuilder options) {
        return JournalOpener.open(
                options.commitLog(new SimulatedBookKeeperLog(cluster)).build(), storage, false);
    }

    @Override
    public FailableLog afterCrash() {
        return new FailableBookKeeperLog(cluster, storage.kill());
    }

    @Override
    public void fail(boolean persisted) {
        cluster.failing = persisted ? Outcome.ANSWER_IS_LOST : Outcome.IS_LOST;
    }

    @Override
    public void recover() {
        cluster.failing = Outcome.SUCCEEDS;
    }
}
