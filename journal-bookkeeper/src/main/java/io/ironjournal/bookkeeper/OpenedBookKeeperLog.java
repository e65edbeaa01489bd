package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.OpenedLog;

/**
 * An open log on BookKeeper.
 *
 * @param found the content of the journal's node when it was opened
 */
record OpenedBookKeeperLog(JournalMetadata found, CommitLog log) implements OpenedLog {

    @Override
    public LogIdentity identity() {
        return found.identity();
    }

    @Override
    public long epoch() {
        return found.epoch();
    }

    @Override
    public long begin() {
        return found.trimmed();
    }

    @Override
    public long snapshot() {
        return found.snapshot();
    }

    @Override
    public long endOf(long epoch) {
        return found.endOf(epoch);
    }
}
