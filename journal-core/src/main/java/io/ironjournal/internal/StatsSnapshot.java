package io.ironjournal.internal;

import io.ironjournal.JournalStats;
import java.time.Duration;
import java.util.Optional;

/** The statistics of a journal at one moment. */
record StatsSnapshot(
        long durableLsn,
        long records,
        long forces,
        long logBytes,
        long memtableBytes,
        int inDoubt,
        Duration clockBehind,
        Optional<Throwable> failure)
        implements JournalStats {

    @Override
    public String toString() {
        return "JournalStats[durableLsn=" + durableLsn + ", records=" + records + ", forces=" + forces + ", logBytes="
                + logBytes + ", memtableBytes=" + memtableBytes + ", inDoubt=" + inDoubt + ", clockBehind="
                + clockBehind + ", failure=" + failure + "]";
    }
}
