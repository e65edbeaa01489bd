package io.ironjournal.jta;

import io.ironjournal.bookkeeper.FailableBookKeeperLog;

/** The XA resource on a log on BookKeeper, whose ledgers are simulated. */
class XaResourceOnBookKeeperTest extends XaResourceTest {

    @Override
    InMemoryJournal open() {
        return new InMemoryJournal(FailableBookKeeperLog.create());
    }
}
