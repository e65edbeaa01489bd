package io.ironjournal.scenario;

import io.ironjournal.Journal;
import io.ironjournal.test.storage.SimulatedStorage;

/** The states of branches on a log in files. */
class BranchStateTableTest extends BranchStateTable {

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final HookedStorage hooked = new HookedStorage(storage);

    @Override
    protected Journal open() {
        return Small.open(hooked);
    }

    @Override
    protected BranchStateTable another() {
        return new BranchStateTableTest();
    }

    @Override
    protected void failNextWrite() {
        storage.failForceAfter(1);
    }

    @Override
    protected void duringNextWrite(Runnable action) {
        hooked.hook(operation -> {
            if (operation.startsWith("write:log/") || operation.startsWith("writeForced:log/")) {
                hooked.hook(later -> {});
                action.run();
            }
        });
    }
}
