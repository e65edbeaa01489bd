package io.ironjournal.bookkeeper;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.scenario.BranchStateTable;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;

/** The states of branches on a log on BookKeeper, whose ledgers are simulated. */
class BranchStatesOnBookKeeperTest extends BranchStateTable {

    private final SimulatedBookKeeperLog log = new SimulatedBookKeeperLog(1);

    @Override
    protected Journal open() {
        log.cluster().faults = false;
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .maxMemtableMemory(64 << 10)
                .maxEntrySize(64 << 10)
                .maxTransactionSize(128 << 10)
                .commitLog(log)
                .build();
        return JournalOpener.open(options, new SimulatedStorage(1), false);
    }

    @Override
    protected BranchStateTable another() {
        return new BranchStatesOnBookKeeperTest();
    }

    @Override
    protected void failNextWrite() {
        log.cluster().bookiesAway = true;
    }

    @Override
    protected void duringNextWrite(Runnable action) {
        log.duringNextWrite(action);
    }
}
