package io.ironjournal.spi.log;

import io.ironjournal.spi.log.InMemoryLog.Stored;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Returns what crashes leave of an {@link InMemoryLog}. */
public final class InMemoryCrash {

    private InMemoryCrash() {}

    /** Returns the log after its process was killed: everything that was handed over. */
    public static InMemoryLog kill(InMemoryLog log) {
        return left(log, log.written);
    }

    /** Returns the log after a power failure: all durable records, and some of the later ones, in order. */
    public static InMemoryLog powerCut(InMemoryLog log, long seed) {
        log.lock.lock();
        try {
            NavigableMap<Long, Stored> sent = new TreeMap<>(log.records.tailMap(log.durable));
            log.inFlight.forEach(group -> sent.putAll(group.records()));
            List<Long> cuts = new ArrayList<>(sent.keySet());
            cuts.add(
                    log.inFlight.isEmpty()
                            ? log.written
                            : log.inFlight.getLast().end());
            long cut = cuts.get(new SplittableRandom(seed).nextInt(cuts.size()));
            InMemoryLog left = left(log, cut);
            left.records.putAll(sent.headMap(cut));
            return left;
        } finally {
            log.lock.unlock();
        }
    }

    /** Returns the size of the records that a log keeps, in bytes. */
    public static long size(InMemoryLog log) {
        return log.records.values().stream()
                .mapToLong(record -> record.content().length + 16)
                .sum();
    }

    /** Makes all later groups fail, or succeed again. */
    public static void breakDown(InMemoryLog log, boolean broken) {
        log.failing = broken;
    }

    private static InMemoryLog left(InMemoryLog log, long end) {
        InMemoryLog left = new InMemoryLog(log.network, log.capacity, log.largestRecord);
        left.records.putAll(log.records.headMap(end));
        left.identity = log.identity;
        left.epoch = log.epoch;
        left.written = end;
        left.durable = end;
        left.trimmed = log.trimmed;
        left.survivesDirectory = log.survivesDirectory;
        left.ends.putAll(log.ends);
        left.boundaries.addAll(log.boundaries.headSet(end, true));
        left.snapshot = log.snapshot;
        return left;
    }
}
