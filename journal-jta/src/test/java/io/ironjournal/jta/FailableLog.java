package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptionsBuilder;

/** The log of a journal in tests. Its next write can be made to fail, and it survives simulated crashes. */
public interface FailableLog {

    /**
     * Opens the journal on this log.
     *
     * @param options all options but those of the log
     */
    Journal open(JournalOptionsBuilder options);

    /** Returns the same log after a crash of the process. Records that are not durable are lost. */
    FailableLog afterCrash();

    /**
     * Makes the next write fail.
     *
     * @param persisted whether the log keeps what was written nevertheless
     */
    void fail(boolean persisted);

    /** Cancels {@link #fail} if no write has failed yet. */
    void recover();
}
