package io.ironjournal.samples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.EntryIterator;
import io.ironjournal.JournalOptions;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.NoCheckpointsException;
import io.ironjournal.sharded.PruneStats;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;

/**
 * The open ledger: rebuilds the balances, transfers money and takes snapshots. As a program it runs until it is killed.
 */
final class Bookkeeping implements AutoCloseable {

    static final int SHARDS = 16;

    /** The beginning of the line that it prints when it starts to work. */
    static final String WORKING = "  Works: ";

    private static final int MOST_SCANS = 6;
    private static final int CLERKS = 4;
    private static final Duration BETWEEN_SNAPSHOTS = Duration.ofMillis(200);

    private final Narayana narayana;
    private final TransactionManager tm;
    private final Snapshots snapshots;
    private final ShardedJournal core;
    private final JournalRecovery recovery;
    private final TransactionalShardedJournal journal;

    /**
     * Transfers hold the read lock. A snapshot holds the write lock, so that snapshot and checkpoint are of the same
     * state of the balances.
     */
    private final ReadWriteLock snapshotLock = new ReentrantReadWriteLock(true);

    private Balances balances = new Balances();
    private long lastSnapshot;

    Bookkeeping() throws SQLException {
        Path directory = Ledger.directory();
        this.narayana = Transactions.start(directory.resolve("transactions"), "ledger");
        this.tm = narayana.transactionManager();
        this.snapshots = new Snapshots(narayana, directory.resolve("snapshots"));
        this.core = ShardedJournal.open(
                JournalOptions.builder(directory.resolve("journal"))
                        // Small, so that old segments can soon be deleted.
                        .maxSegmentSize(4 << 10)
                        .logSegmentSize(64 << 10)
                        .logBudget(256 << 10)
                        .build(),
                SHARDS);
        this.recovery = JournalRecovery.register(core.journal());
        this.journal = TransactionalShardedJournal.of(core, tm, narayana.synchronizationRegistry());
    }

    public static void main(String[] args) throws Exception {
        OwnJvm.endWithItsStarter();
        try (Bookkeeping ledger = new Bookkeeping()) {
            ledger.rebuild();
            ledger.work();
        }
    }

    /** Loads the last snapshot and replays the entries of each shard after its checkpoint. */
    void rebuild() throws Exception {
        int scans = 0;
        do {
            // At least one scan, because the database may have to commit what the journal has committed.
            narayana.scan();
            scans++;
        } while (core.journal().stats().inDoubt() > 0 && scans < MOST_SCANS);
        Checkpoint anchor;
        try {
            anchor = journal.loadLatestCheckpoint();
        } catch (NoCheckpointsException atFirst) {
            openAccounts();
            return;
        }
        String name = new String(anchor.id(), UTF_8);
        lastSnapshot = Long.parseLong(name);
        balances = snapshots.read(name);
        long begin = System.nanoTime();
        long replayed = IntStream.range(0, SHARDS)
                .parallel()
                .mapToLong(shard -> replay(shard, anchor.offset(shard)))
                .sum();
        Orders.say(String.format(
                Locale.ROOT,
                "  Loaded snapshot %s and its checkpoint; replayed %,d later entries in %d ms: %s, %s.",
                name,
                replayed,
                (System.nanoTime() - begin) / 1_000_000,
                balances,
                balances.isCorrect() ? "which is correct" : "WHICH IS WRONG"));
        if (!balances.isCorrect()) {
            System.exit(1);
        }
    }

    private long replay(int shard, long from) {
        long count = 0;
        try (EntryIterator entries = journal.iterateShard(shard, from)) {
            for (; entries.hasNext(); count++) {
                balances.apply(entries.next().data());
            }
        }
        return count;
    }

    /** Writes the first entries, the first snapshot and the first checkpoint in one transaction. */
    private void openAccounts() throws Exception {
        tm.begin();
        ShardedTxnWriter writer = journal.writer();
        for (int account = 0; account < Balances.ACCOUNTS; account++) {
            writer.add(Balances.key(account), Balances.entry(account, Balances.OPENING_CENTS));
            balances.add(account, Balances.OPENING_CENTS);
        }
        commitSnapshot(writer);
        Orders.say("  Opens the accounts: " + balances + ".");
    }

    private void commitSnapshot(ShardedTxnWriter writer) throws Exception {
        String name = Long.toString(lastSnapshot + 1);
        writer.checkpoint(name.getBytes(UTF_8));
        snapshots.write(name, balances);
        tm.commit();
        lastSnapshot++;
    }

    /** Transfers money and takes snapshots until the process is killed. */
    private void work() throws Exception {
        Orders.say(WORKING + CLERKS + " clerks transfer money. The next snapshot begins " + BETWEEN_SNAPSHOTS.toMillis()
                + " ms after the last one.");
        AtomicLong transfers = new AtomicLong();
        List<CompletableFuture<Void>> clerks = IntStream.range(0, CLERKS)
                .mapToObj(clerk -> CompletableFuture.runAsync(
                        () -> {
                            while (true) {
                                transfer();
                                transfers.incrementAndGet();
                            }
                        },
                        clerkThread -> {
                            Thread thread = new Thread(clerkThread);
                            thread.setDaemon(true);
                            thread.start();
                        }))
                .toList();
        while (clerks.stream().noneMatch(CompletableFuture::isDone)) {
            Thread.sleep(BETWEEN_SNAPSHOTS.toMillis());
            snapshot();
        }
        clerks.forEach(CompletableFuture::join);
    }

    /** Writes both entries atomically, in the shards of the two accounts. */
    private void transfer() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int from = random.nextInt(Balances.ACCOUNTS);
        int to = random.nextInt(Balances.ACCOUNTS);
        long amount = random.nextLong(1, 10_000);
        snapshotLock.readLock().lock();
        try {
            core.appendBatch(List.of(
                    new KeyedEntry(Balances.key(from), Balances.entry(from, -amount)),
                    new KeyedEntry(Balances.key(to), Balances.entry(to, amount))));
            balances.add(from, -amount);
            balances.add(to, amount);
        } finally {
            snapshotLock.readLock().unlock();
        }
    }

    /** Writes snapshot and checkpoint in one transaction. Then removes older entries. */
    void snapshot() throws Exception {
        long begin = System.nanoTime();
        long entries;
        snapshotLock.writeLock().lock();
        try {
            tm.begin();
            commitSnapshot(journal.writer());
            // Under the lock, so that these are the entries that the snapshot contains.
            entries = entries();
        } finally {
            snapshotLock.writeLock().unlock();
        }
        PruneStats pruned =
                journal.pruneBeforeCheckpoint(Long.toString(lastSnapshot).getBytes(UTF_8));
        journal.compactCheckpoints(3);
        Orders.say(String.format(
                Locale.ROOT,
                "  Snapshot %d after %,d entries took %d ms; old segments deleted: %d.",
                lastSnapshot,
                entries,
                (System.nanoTime() - begin) / 1_000_000,
                pruned.segmentsDeleted()));
    }

    /** Returns how many entries were ever written. */
    private long entries() {
        return IntStream.range(0, SHARDS)
                .mapToLong(shard -> core.journal().nextId(core.streamOf(shard)))
                .sum();
    }

    @Override
    public void close() {
        recovery.close();
        core.close();
        snapshots.close();
        narayana.close();
    }
}
