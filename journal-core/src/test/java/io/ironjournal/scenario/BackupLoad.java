package io.ironjournal.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.Producer;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Threads that use a journal while it is backed up: writers, branches, cursors, producers, checkpoints, truncation and
 * deletion. Each entry says how long all streams were when it was written, so that a copy that has one entry must have all
 * entries on which it depends.
 */
final class BackupLoad implements AutoCloseable {

    static final int STREAMS = 4;
    private static final int HEAD = 8 * (STREAMS + 1);

    private final ShardedJournal sharded;
    private final Journal journal;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /** How many entries of each stream were acknowledged. */
    final AtomicLongArray lengths = new AtomicLongArray(STREAMS);

    /** Branches that were prepared and not decided. */
    final Set<BranchId> undecided = ConcurrentHashMap.newKeySet();

    /** Branches that were decided. */
    final Set<BranchId> decided = ConcurrentHashMap.newKeySet();

    /** The cut of each checkpoint. */
    final Map<String, List<Long>> checkpoints = new ConcurrentHashMap<>();

    volatile long consumed;
    volatile long produced;

    BackupLoad(ShardedJournal sharded) {
        this.sharded = sharded;
        this.journal = sharded.journal();
    }

    static String stream(int number) {
        return "stream/" + number;
    }

    private interface Step {
        void run(SplittableRandom random, int step) throws Exception;
    }

    void start() {
        for (int i = 0; i < STREAMS; i++) {
            int number = i;
            loop((random, step) -> append(number, random));
        }
        loop(this::branch);
        loop(this::consume);
        loop(this::produce);
        loop(this::checkpoint);
        loop(this::remove);
    }

    private void loop(Step step) {
        int seed = threads.size();
        Thread thread = new Thread(() -> {
            SplittableRandom random = new SplittableRandom(seed);
            try {
                for (int i = 0; !stopped; i++) {
                    step.run(random, i);
                }
            } catch (Throwable e) {
                failure.compareAndSet(null, e);
            }
        });
        threads.add(thread);
        thread.start();
    }

    /** Makes an entry that depends on everything that was acknowledged. */
    private byte[] entry(SplittableRandom random) {
        ByteBuffer entry = ByteBuffer.allocate(HEAD + random.nextInt(600));
        entry.putLong(random.nextLong());
        for (int i = 0; i < STREAMS; i++) {
            entry.putLong(lengths.get(i));
        }
        SplittableRandom content = new SplittableRandom(entry.getLong(0));
        while (entry.hasRemaining()) {
            entry.put((byte) content.nextInt());
        }
        return entry.array();
    }

    /** Requires that an entry has the bytes that it was written with, and that a copy has all on which it depends. */
    static void requireWhole(Journal copy, byte[] entry) {
        ByteBuffer bytes = ByteBuffer.wrap(entry);
        SplittableRandom content = new SplittableRandom(bytes.getLong());
        for (int i = 0; i < STREAMS; i++) {
            long length = bytes.getLong();
            if (copy.nextId(stream(i)) < length) {
                throw new AssertionError(stream(i) + " ends at " + copy.nextId(stream(i)) + ", but an entry was written"
                        + " when it had " + length);
            }
        }
        while (bytes.hasRemaining()) {
            if (bytes.get() != (byte) content.nextInt()) {
                throw new AssertionError("An entry has other bytes");
            }
        }
    }

    private void append(int number, SplittableRandom random) {
        long id = journal.append(stream(number), entry(random));
        lengths.accumulateAndGet(number, id + 1, Math::max);
    }

    private void branch(SplittableRandom random, int step) throws InterruptedException {
        BranchId id = Small.branchId("branch " + step);
        Branch branch = Transactions.of(journal).begin(id);
        branch.add(stream(0), entry(random));
        branch.add("pairs", ByteBuffer.allocate(8).putLong(step).array());
        branch.add("pairs too", ByteBuffer.allocate(8).putLong(step).array());
        Transactions.of(journal).prepare(id);
        if (step % 50 == 7 && undecided.size() < 5) {
            undecided.add(id);
            return;
        }
        Map<String, IdRange> ids = Transactions.of(journal).commit(id);
        lengths.accumulateAndGet(0, ids.get(stream(0)).end(), Math::max);
        decided.add(id);
        Thread.sleep(1);
    }

    private void consume(SplittableRandom random, int step) throws InterruptedException {
        Cursor cursor = journal.cursor("consumer", stream(1));
        long next = journal.nextId(stream(1));
        if (next > cursor.position()) {
            cursor.advanceTo(cursor.position() + 1 + random.nextLong(next - cursor.position()));
            consumed = cursor.position();
        }
        Thread.sleep(2);
    }

    private void produce(SplittableRandom random, int step) throws InterruptedException {
        Producer producer = journal.producer("import");
        producer.append("imported", ByteBuffer.allocate(8).putLong(step).array(), step);
        produced = step;
        Thread.sleep(1);
    }

    private void checkpoint(SplittableRandom random, int step) throws InterruptedException {
        sharded.append(("key" + step).getBytes(UTF_8), entry(random));
        if (step % 20 == 0) {
            String id = "checkpoint " + step;
            sharded.createCheckpoint(id.getBytes(UTF_8));
            checkpoints.put(id, offsets(sharded, id));
        }
        Thread.sleep(1);
    }

    static List<Long> offsets(ShardedJournal journal, String checkpoint) {
        var loaded = journal.loadCheckpoint(checkpoint.getBytes(UTF_8));
        List<Long> offsets = new ArrayList<>();
        for (int shard = 0; shard < loaded.shardCount(); shard++) {
            offsets.add(loaded.offset(shard));
        }
        return offsets;
    }

    private void remove(SplittableRandom random, int step) throws InterruptedException {
        String stream = stream(random.nextInt(STREAMS));
        long next = journal.nextId(stream);
        if (next > 200) {
            journal.truncate(stream, next - 100);
        }
        String shortLived = "short-lived " + step % 3;
        journal.append(shortLived, ("of step " + step).getBytes(UTF_8));
        if (step % 5 == 0) {
            journal.deleteStream(shortLived);
        }
        Thread.sleep(3);
    }

    /** Ends the threads, and fails if one of them has failed. */
    @Override
    public void close() {
        stopped = true;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        if (failure.get() != null) {
            throw new AssertionError(failure.get());
        }
    }

    /** Reads a whole stream. */
    static List<Entry> read(Journal journal, String stream) {
        List<Entry> entries = new ArrayList<>();
        try (EntryIterator iterator = journal.iterate(stream, journal.firstId(stream))) {
            iterator.forEachRemaining(entries::add);
        }
        return entries;
    }

    /** Requires that two streams got the same entries together, as the branches wrote them. */
    static void requirePairs(Journal copy) {
        List<Entry> one = read(copy, "pairs");
        List<Entry> other = read(copy, "pairs too");
        if (one.size() != other.size()) {
            throw new AssertionError("Part of a branch: " + one.size() + " and " + other.size());
        }
        for (int i = 0; i < one.size(); i++) {
            if (!Arrays.equals(one.get(i).data(), other.get(i).data())) {
                throw new AssertionError("Entries " + i + " differ");
            }
        }
    }
}
