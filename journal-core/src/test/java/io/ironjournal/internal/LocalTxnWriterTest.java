package io.ironjournal.internal;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Journal;
import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What local transactions report about their outcome. */
class LocalTxnWriterTest {

    @Test
    void commit_withUnknownOutcome_isNotReportedAsRolledBack() {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal =
                JournalOpener.open(JournalOptions.builder(Path.of("/simulated")).build(), storage, false);
        TxnWriter writer = journal.writer("orders").add(new byte[1]);
        storage.failForceAfter(1);
        JournalFailedException thrown = assertThrows(JournalFailedException.class, writer::commit);
        writer.close();
        CompletionException told = assertThrows(
                CompletionException.class,
                () -> writer.committed().toCompletableFuture().join());
        assertSame(thrown, told.getCause());
    }

    @Test
    void add_journalClosedOrFailed_isRefused() {
        SimulatedStorage storage = new SimulatedStorage(1);
        JournalOptions options = JournalOptions.builder(Path.of("/simulated")).build();
        Journal closed = JournalOpener.open(options, storage, false);
        TxnWriter writer = closed.writer("orders").add(new byte[1]);
        Branch branch = Transactions.of(closed).begin(new BranchId(1, new byte[1], new byte[1]));
        closed.close();
        assertThrows(JournalClosedException.class, () -> writer.add(new byte[1]));
        assertThrows(JournalClosedException.class, () -> branch.add("orders", new byte[1]));

        Journal failed = JournalOpener.open(options, storage, false);
        TxnWriter late = failed.writer("orders").add(new byte[1]);
        Branch lateBranch = Transactions.of(failed).begin(new BranchId(1, new byte[1], new byte[1]));
        storage.failForceAfter(1);
        assertThrows(JournalFailedException.class, () -> failed.append("orders", new byte[1]));
        assertThrows(JournalFailedException.class, () -> late.add(new byte[1]));
        assertThrows(JournalFailedException.class, () -> lateBranch.add("orders", new byte[1]));
    }

    @Test
    void shardedAdd_journalClosed_isRefused() {
        SimulatedStorage storage = new SimulatedStorage(1);
        JournalOptions options = JournalOptions.builder(Path.of("/simulated")).build();
        ShardedJournal sharded = JournalOpener.openSharded(options, 2, storage, false);
        ShardedTxnWriter writer = sharded.writer();
        sharded.close();
        assertThrows(JournalClosedException.class, () -> writer.add(new byte[1], new byte[1]));
        assertThrows(JournalClosedException.class, () -> writer.checkpoint(new byte[1]));
    }
}
