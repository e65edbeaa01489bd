package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;

/** The log in files of a storage that loses unforced data. */
record CrashableFileLog(SimulatedStorage storage) implements CrashableLog {

    @Override
    public Journal open(JournalOptionsBuilder options) {
        return JournalOpener.open(options.build(), storage, false);
    }

    @Override
    public CrashableLog afterPowerCut(long seed) {
        return new CrashableFileLog(storage.powerCut(seed));
    }

    @Override
    public void crashAfter(int changes) {
        storage.crashAfter(changes);
    }

    @Override
    public void ignoreForces() {
        storage.ignoreForces(description -> true);
    }
}
