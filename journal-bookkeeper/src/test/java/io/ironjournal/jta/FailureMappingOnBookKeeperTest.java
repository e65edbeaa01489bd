package io.ironjournal.jta;

import io.ironjournal.bookkeeper.FailableBookKeeperLog;

/** The XA error code of each failure on a log on BookKeeper, whose ledgers are simulated. */
class FailureMappingOnBookKeeperTest extends FailureMappingTest {

    @Override
    InMemoryJournal open() {
        return new InMemoryJournal(FailableBookKeeperLog.create());
    }

    /** The record is sent, and nobody waits for the answer of the bookies. */
    @Override
    boolean rollbackWaitsForItsRecord() {
        return false;
    }
}
