package io.ironjournal.internal;

import io.ironjournal.Histogram;
import io.ironjournal.JournalStats;
import io.ironjournal.files.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The statistics of a journal at one moment. */
record StatsSnapshot(
        long durableLsn,
        long records,
        long forces,
        long entries,
        Histogram groupSizes,
        Histogram appendDurations,
        Histogram forceDurations,
        Histogram writerWaits,
        long logBytes,
        long memtableBytes,
        long memtableLimit,
        int inDoubt,
        Duration inDoubtAge,
        List<String> losses,
        long checksumErrors,
        List<Finding> damage,
        long scrubbedBytes,
        long scrubPasses,
        Optional<Instant> lastScrub,
        Optional<Throwable> diskFull,
        OptionalLong diskLimit,
        OptionalLong diskUse,
        Duration clockBehind,
        Optional<Throwable> failure)
        implements JournalStats {

    @Override
    public String toString() {
        return "JournalStats[durableLsn=" + durableLsn + ", records=" + records + ", forces=" + forces + ", entries="
                + entries + ", groupSizes=" + groupSizes + ", appendDurations=" + appendDurations
                + ", forceDurations=" + forceDurations + ", writerWaits=" + writerWaits + ", logBytes=" + logBytes
                + ", memtableBytes=" + memtableBytes + ", memtableLimit=" + memtableLimit + ", inDoubt=" + inDoubt
                + ", inDoubtAge=" + inDoubtAge + ", losses=" + losses + ", checksumErrors=" + checksumErrors
                + ", damage=" + damage + ", scrubbedBytes=" + scrubbedBytes + ", scrubPasses=" + scrubPasses
                + ", lastScrub=" + lastScrub
                + ", diskFull=" + diskFull + ", diskLimit="
                + diskLimit + ", diskUse=" + diskUse + ", clockBehind="
                + clockBehind + ", failure=" + failure + "]";
    }
}
