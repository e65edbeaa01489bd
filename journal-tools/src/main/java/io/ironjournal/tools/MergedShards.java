package io.ironjournal.tools;

import io.ironjournal.Entry;
import io.ironjournal.files.EntryScan;
import io.ironjournal.files.Finding;
import io.ironjournal.files.JournalFiles;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The entries of all shards whose key belongs to one new shard, in the order of their times. */
final class MergedShards implements Iterator<Entry>, AutoCloseable {

    private record Head(Entry entry, int shard) {}

    private final List<String> streams;
    private final List<EntryScan> scans = new ArrayList<>();
    private final PriorityQueue<Head> heads = new PriorityQueue<>(
            Comparator.comparingLong((Head head) -> head.entry().timeMicros()).thenComparingInt(Head::shard));
    private final String keyHeader;
    private final Predicate<byte[]> wanted;
    private @Nullable Entry next;

    MergedShards(JournalFiles files, List<String> streams, String keyHeader, Predicate<byte[]> wanted) {
        this.streams = streams;
        this.keyHeader = keyHeader;
        this.wanted = wanted;
        for (String stream : streams) {
            scans.add(files.entries(stream, 0));
            advance(scans.size() - 1);
        }
    }

    private void advance(int shard) {
        if (scans.get(shard).hasNext()) {
            heads.add(new Head(scans.get(shard).next(), shard));
        }
    }

    @Override
    public boolean hasNext() {
        while (next == null && !heads.isEmpty()) {
            Head head = heads.remove();
            advance(head.shard());
            if (wanted.test(key(head))) {
                next = head.entry();
            }
        }
        return next != null;
    }

    private byte[] key(Head head) {
        return head.entry()
                .headers()
                .get(keyHeader)
                .orElseThrow(
                        () -> new IllegalStateException("Entry " + head.entry().id() + " of stream '"
                                + FilesCommand.escaped(streams.get(head.shard())) + "' has no header '"
                                + FilesCommand.escaped(keyHeader)
                                + "' with its key. Delete the new directory, and copy the journal"
                                + " by a program that finds the keys"));
    }

    @Override
    public Entry next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("All entries are copied");
        }
        Entry found = next;
        next = null;
        return found;
    }

    /** Returns what was damaged or missing. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        scans.forEach(scan -> findings.addAll(scan.findings()));
        return findings;
    }

    @Override
    public void close() {
        scans.forEach(EntryScan::close);
    }
}
