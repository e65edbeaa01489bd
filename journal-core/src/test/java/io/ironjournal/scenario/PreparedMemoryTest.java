package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Prepared branches whose entries need more than the memory for them, which is 64 KiB here. */
@Timeout(60)
class PreparedMemoryTest {

    private static final int LARGE = 30 << 10;

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private static BranchId prepare(Journal journal, int number) {
        return Small.prepare(journal, "branch " + number, "s" + number, entry(number, LARGE));
    }

    private static void requireCommitted(Journal journal, int number) {
        Small.requireEntries(journal, "s" + number, List.of(entry(number, LARGE)));
    }

    @Test
    void prepare_moreThanFitsIntoMemory_allBranchesCommitAlsoAfterCrashes() {
        Journal journal = Small.open(storage);
        List<BranchId> ids = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            ids.add(prepare(journal, i));
        }
        assertEquals(12, Transactions.of(journal).inDoubt().size());
        SimulatedStorage disk = storage;
        for (int i = 0; i < ids.size(); i++) {
            Transactions.of(journal).commit(ids.get(i));
            requireCommitted(journal, i);
            if (i % 3 == 0) {
                disk = disk.powerCut(i);
                journal = Small.open(disk);
                assertEquals(
                        ids.size() - i - 1, Transactions.of(journal).inDoubt().size());
            }
        }
        try (Journal reopened = Small.open(disk.powerCut(99))) {
            for (int i = 0; i < ids.size(); i++) {
                requireCommitted(reopened, i);
            }
        }
    }

    /** Each flush writes the branch's record again at the log's end. */
    @Test
    void prepare_largeBranchInDoubt_othersCommitAndItCommitsLater() {
        Journal journal = Small.open(storage);
        BranchId doubtful = Small.prepare(journal, "doubtful", "doubtful", entry(1, 62 << 10));
        SimulatedStorage disk = storage;
        for (int i = 0; i < 12; i++) {
            BranchId id = prepare(journal, i);
            Transactions.of(journal).commit(id);
            requireCommitted(journal, i);
            if (i % 4 == 3) {
                disk = disk.powerCut(i);
                journal = Small.open(disk);
            }
        }
        assertEquals(1, Transactions.of(journal).inDoubt().size());
        Transactions.of(journal).commit(doubtful);
        Small.requireEntries(journal, "doubtful", List.of(entry(1, 62 << 10)));
        journal.close();
    }

    @Test
    void prepare_byEightThreadsAtOnce_allCommit() throws Exception {
        int threads = 8;
        Journal journal = Small.openThreaded(storage);
        CyclicBarrier allPrepared = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> work = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int first = thread;
            work.add(pool.submit(() -> {
                for (int round = 0; round < 10; round++) {
                    BranchId id = prepare(journal, first + round * threads);
                    allPrepared.await(30, TimeUnit.SECONDS);
                    Transactions.of(journal).commit(id);
                }
                return null;
            }));
        }
        for (Future<?> each : work) {
            get(each);
        }
        pool.shutdown();
        for (int i = 0; i < threads * 10; i++) {
            requireCommitted(journal, i);
        }
        journal.close();
    }

    private static void get(Future<?> work) throws Exception {
        try {
            work.get();
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Test
    void commit_preparedRecordDamagedInTheLog_isRefused_andAffectsNoOtherBranch() throws Exception {
        Journal journal = Small.open(storage);
        BranchId damaged = prepare(journal, 0);
        BranchId second = prepare(journal, 1);
        BranchId third = prepare(journal, 2);
        damage(entry(0, LARGE));
        CorruptionException error = assertThrows(
                CorruptionException.class, () -> Transactions.of(journal).commit(damaged));
        assertTrue(error.getMessage().contains("cannot be read from the commit log at LSN"), error.getMessage());
        assertEquals(Optional.empty(), journal.stats().failure());
        Transactions.of(journal).commit(second);
        Transactions.of(journal).commit(third);
        requireCommitted(journal, 2);
        assertEquals(1, Transactions.of(journal).inDoubt().size());
        Transactions.of(journal).rollback(damaged);
        journal.close();
    }

    private void damage(byte[] entry) throws Exception {
        byte[] some = java.util.Arrays.copyOf(entry, 100);
        for (String file : storage.files()) {
            int at = file.endsWith(".log") ? Damage.find(storage.readAll(file), some) : -1;
            if (at >= 0) {
                storage.corrupt(file, at, 1);
                return;
            }
        }
        throw new AssertionError("The entry is not in the log");
    }

    @Test
    void commit_noMemoryToReadTheEntries_failsAfterTheTimeoutAndCanBeRepeated() {
        HookedStorage hooked = new HookedStorage(storage);
        CountDownLatch released = new CountDownLatch(1);
        Journal journal = JournalOpener.open(
                Small.options()
                        .logBudget(1 << 20)
                        .writeTimeout(Duration.ofMillis(150))
                        .build(),
                hooked,
                true);
        List<BranchId> ids = List.of(prepare(journal, 0), prepare(journal, 1), prepare(journal, 2));
        hooked.hook(operation -> {
            if (operation.startsWith("write:streams/")) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        assertThrows(WriteTimeoutException.class, () -> {
            while (true) {
                journal.append("a", entry(1, 8000));
            }
        });
        WriteTimeoutException error = assertThrows(
                WriteTimeoutException.class, () -> Transactions.of(journal).commit(ids.get(0)));
        assertTrue(error.getMessage().contains("maxMemtableMemory"), error.getMessage());
        BranchId late = Small.branchId("late");
        Transactions.of(journal).begin(late).add("late", entry(5, LARGE));
        assertThrows(WriteTimeoutException.class, () -> Transactions.of(journal).prepare(late));
        assertEquals(3, Transactions.of(journal).inDoubt().size());

        released.countDown();
        Transactions.of(journal).prepare(late);
        Transactions.of(journal).commit(late);
        for (int i = 0; i < ids.size(); i++) {
            Transactions.of(journal).commit(ids.get(i));
            requireCommitted(journal, i);
        }
        journal.close();
    }
}
