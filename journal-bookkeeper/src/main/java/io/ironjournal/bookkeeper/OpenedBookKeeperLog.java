package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.OpenedLog;

/** An open log on BookKeeper. */
record OpenedBookKeeperLog(LogIdentity identity, long epoch, long begin, CommitLog log) implements OpenedLog {

    static OpenedBookKeeperLog of(JournalMetadata content, CommitLog log) {
        return new OpenedBookKeeperLog(content.identity(), content.epoch(), content.trimmed(), log);
    }
}
