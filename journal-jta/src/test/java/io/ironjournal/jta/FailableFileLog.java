package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;

/** The log in files of a storage in memory. */
final class FailableFileLog implements FailableLog {

    private final SimulatedStorage storage;
    private final FailingLogStorage failing;

    FailableFileLog(SimulatedStorage storage) {
        this.storage = storage;
        this.failing = new FailingLogStorage(storage);
    }

    @Override
    public Journal open(JournalOptionsBuilder options) {
        return JournalOpener.open(options.build(), failing, false);
    }

    @Override
    public FailableLog afterCrash() {
        return new FailableFileLog(storage.kill());
    }

    @Override
    public void fail(boolean persisted) {
        failing.fail(persisted);
    }

    @Override
    public void recover() {
        failing.recover();
    }
}
