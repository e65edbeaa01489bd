package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.EntryIterator;
import io.ironjournal.EntryTooLargeException;
import io.ironjournal.Headers;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.Producer;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.TxnWriter;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An entry of the maximum size can be written in each way, also if a transaction may not be larger than an entry. */
class LargestEntryTest {

    private static final int MAX = 64 << 10;
    private static final String STREAM = "s".repeat(85);
    private static final byte[] LARGEST = new byte[MAX];

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final JournalOptions options =
            Small.options().maxEntrySize(MAX).maxTransactionSize(MAX).build();
    private final NewEntry withHeaders =
            NewEntry.of(LARGEST).header("h", new byte[Headers.MAX_SIZE - Headers.OVERHEAD - 1]);

    private Journal open() {
        return JournalOpener.open(options, storage, false);
    }

    @Test
    void oneEntry_isAcceptedByEachMethodThatWritesOne() {
        try (Journal journal = open()) {
            journal.append(STREAM, LARGEST);
            journal.append(STREAM, LARGEST, 1);
            journal.append(STREAM, withHeaders);
            journal.append(STREAM, withHeaders, 3);
            journal.appendAsync(STREAM, withHeaders, 4).toCompletableFuture().join();
            journal.appendBatch(STREAM, List.of(LARGEST));
            journal.appendBatch(STREAM, List.of(LARGEST), 6);
            journal.appendEntries(STREAM, List.of(withHeaders));
            journal.appendEntries(STREAM, List.of(withHeaders), 8);
            Producer producer = journal.producer("p".repeat(85));
            producer.append(STREAM, LARGEST, 1);
            producer.appendEntries(STREAM, List.of(withHeaders), 2);
            journal.importEntries("copy", journal.iterate(STREAM, 0));
            assertEquals(11, journal.nextId(STREAM));
            assertEquals(11, journal.nextId("copy"));
        }
        try (Journal journal = open()) {
            assertEquals(11, journal.nextId("copy"));
            try (EntryIterator copy = journal.iterate("copy", 10)) {
                assertEquals(withHeaders.headers(), copy.next().headers());
            }
        }
    }

    @Test
    void oneEntryInATransaction_mayHaveAPositionAndAMoveBesidesIt() {
        try (Journal journal = open();
                TxnWriter writer = journal.writer(STREAM)) {
            writer.expect(STREAM, 0).advance("p".repeat(85), 1);
            writer.add(withHeaders);
            writer.expect("t".repeat(85), 0);
            assertThrows(TransactionTooLargeException.class, () -> writer.add(new byte[1]));
            assertEquals(1, writer.commit().end());
        }
    }

    @Test
    void oneEntryInABranch_isPreparedAndCommitted() {
        BranchId id = Small.branchId("largest");
        try (Journal journal = open()) {
            Transactions transactions = Transactions.of(journal);
            Branch branch = transactions.begin(id);
            branch.advance(journal.cursor("c".repeat(85), STREAM), 0);
            branch.add(STREAM, withHeaders);
            assertEquals(Vote.PREPARED, transactions.prepare(id));
        }
        try (Journal journal = open()) {
            Transactions.of(journal).commit(id);
            assertEquals(1, journal.nextId(STREAM));
        }
    }

    @Test
    void oneEntryForAShard_isAccepted() {
        try (ShardedJournal journal = JournalOpener.openSharded(options, 2, storage, false);
                ShardedTxnWriter writer = journal.writer()) {
            journal.append(new byte[1], LARGEST);
            writer.add(new byte[1], withHeaders).checkpoint(new byte[10]).commit();
        }
    }

    @Test
    void moreThanOneEntry_isLimitedByTheTransaction() {
        byte[] half = new byte[MAX / 2];
        try (Journal journal = open()) {
            assertThrows(TransactionTooLargeException.class, () -> journal.appendBatch(STREAM, List.of(half, half)));
            NewEntry one = NewEntry.of(half);
            assertThrows(TransactionTooLargeException.class, () -> journal.appendEntries(STREAM, List.of(one, one)));
            assertThrows(EntryTooLargeException.class, () -> journal.append(STREAM, new byte[MAX + 1], 0));
            assertEquals(0, journal.nextId(STREAM));
        }
    }
}
