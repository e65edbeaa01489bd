package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;

/** The log and the directory of a journal in tests. They survive power failures of their machine. */
public interface CrashableLog {

    /**
     * Opens the journal.
     *
     * @param options all options but those of the log
     */
    Journal open(JournalOptionsBuilder options);

    /** Returns the log and the directory after a power failure. A journal that has this object open is then dead. */
    CrashableLog afterPowerCut(long seed);

    /** Ends the process in the n-th change from now. All later calls throw {@code SimulatedCrash}. */
    void crashAfter(int changes);

    /** Lets the log lose what it says to have forced, to check that a test notices it. */
    void ignoreForces();
}
