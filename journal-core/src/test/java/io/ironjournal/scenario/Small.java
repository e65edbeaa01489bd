package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.Storage;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Journals with small limits, so that little data fills segments, memtables and the log; and common test steps. */
final class Small {

    static final int LOG_SEGMENT = 8 << 10;
    static final int LOG_BUDGET = 8 * LOG_SEGMENT;

    private Small() {}

    static JournalOptionsBuilder options() {
        return options(Path.of("/simulated"));
    }

    static JournalOptionsBuilder options(Path root) {
        return JournalOptions.builder(root)
                .logSegmentSize(LOG_SEGMENT)
                .logBudget(LOG_BUDGET)
                .maxMemtableMemory(64 << 10)
                .maxSegmentSize(8 << 10)
                .maxEntrySize(64 << 10)
                .maxTransactionSize(128 << 10);
    }

    /** Opens a journal without threads of its own: everything runs in the calling thread. */
    static Journal open(Storage storage) {
        return open(storage, options());
    }

    static Journal open(Storage storage, JournalOptionsBuilder options) {
        return JournalOpener.open(options.build(), storage, false);
    }

    static Journal openThreaded(Storage storage) {
        return JournalOpener.open(options().build(), storage, true);
    }

    /** Returns bytes that are unique to this number and do not compress. */
    static byte[] entry(long number, int size) {
        byte[] entry = new byte[size];
        SplittableRandom random = new SplittableRandom(number * 31 + size);
        for (int i = 0; i < size; i++) {
            entry[i] = (byte) random.nextInt(256);
        }
        return entry;
    }

    static BranchId branchId(String name) {
        return new BranchId(1, name.getBytes(StandardCharsets.UTF_8), new byte[] {1});
    }

    /** Begins a branch with one entry and prepares it. */
    static BranchId prepare(Journal journal, String name, String stream, byte[] entry) {
        BranchId id = branchId(name);
        Branch branch = Transactions.of(journal).begin(id);
        branch.add(stream, entry);
        Transactions.of(journal).prepare(id);
        return id;
    }

    /** Requires exactly these entries, both by iteration and by single reads. */
    static void requireEntries(Journal journal, String stream, List<byte[]> expected) {
        assertEquals(expected.size(), journal.nextId(stream), "entries of " + stream);
        try (EntryIterator entries = journal.iterate(stream, 0)) {
            for (int id = 0; id < expected.size(); id++) {
                Entry found = entries.next();
                assertEquals(id, found.id());
                assertArrayEquals(expected.get(id), found.data(), stream + " " + id);
                assertArrayEquals(expected.get(id), journal.get(stream, id).orElseThrow(), stream + " " + id);
            }
        }
    }
}
