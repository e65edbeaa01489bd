package io.ironjournal.jta;

import io.ironjournal.bookkeeper.FailableBookKeeperLog;

/** Every call in every state of a branch on a log on BookKeeper, whose ledgers are simulated. */
class XaStateTableOnBookKeeperTest extends XaStateTableTest {

    @Override
    InMemoryJournal open() {
        return new InMemoryJournal(FailableBookKeeperLog.create());
    }
}
