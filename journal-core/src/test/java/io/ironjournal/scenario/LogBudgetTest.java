package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Transactions that overlap without a gap must not keep each other's records in the log. */
class LogBudgetTest {

    private static final int BUDGET = 64 << 10;
    private static final int THREADS = 8;
    private static final int TRANSACTIONS = 1_500;

    @Test
    @Timeout(60)
    void overlappingTransactions_keepTheLogWithinItsBudget() throws InterruptedException {
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(BUDGET)
                .build();
        AtomicLong largest = new AtomicLong();
        AtomicLong written = new AtomicLong();
        try (Journal journal = JournalOpener.open(options, new SimulatedStorage(1), true)) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                int first = t;
                Thread thread = new Thread(() -> {
                    for (int i = first; i < TRANSACTIONS * THREADS; i += THREADS) {
                        commit(journal, i);
                        largest.accumulateAndGet(journal.stats().logBytes(), Math::max);
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
            written.set(journal.stats().durableLsn());
        }
        assertTrue(written.get() > 20 * BUDGET, "too little was written to show anything: " + written);
        assertTrue(largest.get() < 4 * BUDGET, "the log grew to " + largest);
    }

    private static void commit(Journal journal, int number) {
        BranchId id = new BranchId(1, ByteBuffer.allocate(4).putInt(number).array(), new byte[0]);
        Branch branch = Transactions.of(journal).begin(id);
        branch.add("orders", new byte[100]);
        Transactions.of(journal).prepare(id);
        Transactions.of(journal).commit(id);
    }
}
