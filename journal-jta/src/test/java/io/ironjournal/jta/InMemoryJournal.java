package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalStats;
import io.ironjournal.RecoveryReport;
import io.ironjournal.TxnWriter;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A journal in memory that fails where it is told to, and survives "crashes" in its {@link Disk}. It keeps the core's
 * contract and nothing else: what is tested on it must hold on any journal.
 */
public final class InMemoryJournal implements Journal {

    /** Where a fault strikes. */
    public enum Call {
        BEGIN,
        PREPARE,
        COMMIT,
        COMMIT_ONE_PHASE,
        ROLLBACK,
        IN_DOUBT
    }

    /** What outlives a crash. */
    public static final class Disk {
        final UUID id = UUID.randomUUID();
        final Map<String, List<byte[]>> streams = new TreeMap<>();
        final Map<BranchId, List<Stored>> prepared = new LinkedHashMap<>();
    }

    record Stored(String stream, byte[] data) {}

    private final Disk disk;
    private final InMemoryFaults faults = new InMemoryFaults();
    private final InMemoryBranches branches;
    private int forces;

    public InMemoryJournal() {
        this(new Disk());
    }

    public InMemoryJournal(Disk disk) {
        this.disk = disk;
        this.branches = new InMemoryBranches(this, disk, faults);
    }

    public Disk disk() {
        return disk;
    }

    /** The same journal after a crash or a restart: what was not durable is gone. */
    public InMemoryJournal reopen() {
        close();
        return new InMemoryJournal(disk);
    }

    public synchronized int forces() {
        return forces;
    }

    public synchronized int activeBranches() {
        return branches.active();
    }

    public synchronized void limitTransactions(int bytes) {
        branches.limit(bytes);
    }

    /** The next such call throws this before it does anything. */
    public synchronized void refuse(Call call, RuntimeException why) {
        faults.refuse(call, why);
    }

    /** The next such call throws this before it does anything. */
    public synchronized void refuse(Call call, Error why) {
        faults.refuse(call, why);
    }

    /** The next such call fails at its force, and the journal with it. */
    public synchronized void failForce(Call call, boolean persistedAllTheSame) {
        faults.failForce(call, persistedAllTheSame);
    }

    /** Every write fails from now on, as after a failed force. */
    public synchronized void fail() {
        faults.fail();
    }

    /** The entries of a stream as text. */
    public synchronized List<String> read(String stream) {
        return disk.streams.getOrDefault(stream, List.of()).stream()
                .map(data -> new String(data, StandardCharsets.UTF_8))
                .toList();
    }

    /** The id that it keeps over restarts. */
    public UUID journalId() {
        return disk.id;
    }

    /** What is prepared and undecided. */
    public List<InDoubtBranch> inDoubt() {
        return branches.inDoubt();
    }

    void countForce() {
        forces++;
    }

    synchronized Map<String, IdRange> commit(List<Stored> entries) {
        faults.requireWritable();
        forces++;
        return append(entries);
    }

    Map<String, IdRange> append(List<Stored> entries) {
        Map<String, IdRange> ids = new LinkedHashMap<>();
        for (Stored entry : entries) {
            List<byte[]> stream = disk.streams.computeIfAbsent(entry.stream(), created -> new ArrayList<>());
            stream.add(entry.data());
            ids.merge(
                    entry.stream(),
                    new IdRange(stream.size() - 1, stream.size()),
                    (sofar, next) -> new IdRange(sofar.start(), next.end()));
        }
        return ids;
    }

    @Override
    public synchronized long append(String stream, byte[] entry) {
        faults.requireWritable();
        forces++;
        return append(List.of(new Stored(stream, entry.clone()))).get(stream).start();
    }

    @Override
    public long append(String stream, ByteBuffer entry) {
        byte[] data = new byte[entry.remaining()];
        entry.duplicate().get(data);
        return append(stream, data);
    }

    @Override
    public CompletableFuture<Long> appendAsync(String stream, byte[] entry) {
        return CompletableFuture.completedFuture(append(stream, entry));
    }

    @Override
    public synchronized IdRange appendBatch(String stream, List<byte[]> entries) {
        faults.requireWritable();
        forces++;
        return append(entries.stream().map(data -> new Stored(stream, data)).toList())
                .getOrDefault(stream, IdRange.EMPTY);
    }

    @Override
    public TxnWriter writer(String stream) {
        faults.requireOpen();
        return new InMemoryWriter(this, stream);
    }

    @Override
    public synchronized Optional<byte[]> get(String stream, long id) {
        faults.requireOpen();
        List<byte[]> entries = disk.streams.getOrDefault(stream, List.of());
        return id < entries.size() ? Optional.of(entries.get((int) id).clone()) : Optional.empty();
    }

    @Override
    public List<Optional<byte[]>> getBatch(String stream, List<Long> ids) {
        return ids.stream().map(id -> get(stream, id)).toList();
    }

    @Override
    public EntryIterator follow(String stream, long fromId) {
        throw new UnsupportedOperationException("Nobody follows a stream in these tests");
    }

    @Override
    public int truncate(String stream, long safeId) {
        throw new UnsupportedOperationException("Nobody truncates a stream in these tests");
    }

    @Override
    public boolean deleteStream(String stream) {
        throw new UnsupportedOperationException("Nobody deletes a stream in these tests");
    }

    @Override
    public Cursor cursor(String name, String stream) {
        throw new UnsupportedOperationException("Nobody follows a stream in these tests");
    }

    @Override
    public EntryIterator iterate(String stream, long fromId) {
        faults.requireOpen();
        List<Entry> entries = new ArrayList<>();
        for (long id = fromId; id < nextId(stream); id++) {
            entries.add(new Entry(id, get(stream, id).orElseThrow()));
        }
        Iterator<Entry> iterator = entries.iterator();
        return new EntryIterator() {
            @Override
            public void close() {}

            @Override
            public boolean hasNext() {
                return iterator.hasNext();
            }

            @Override
            public Entry next() {
                return iterator.next();
            }
        };
    }

    @Override
    public long firstId(String stream) {
        faults.requireOpen();
        return 0;
    }

    @Override
    public synchronized long nextId(String stream) {
        faults.requireOpen();
        return disk.streams.getOrDefault(stream, List.of()).size();
    }

    @Override
    public synchronized List<String> streams() {
        faults.requireOpen();
        return List.copyOf(disk.streams.keySet());
    }

    @Override
    public void sync() {
        faults.requireOpen();
    }

    @Override
    public synchronized <T> Optional<T> unwrap(Class<T> type) {
        faults.requireOpen();
        return type == Transactions.class ? Optional.of(type.cast(branches)) : Optional.empty();
    }

    @Override
    public synchronized JournalStats stats() {
        return new JournalStats(0, 0, forces, 0, 0, disk.prepared.size(), faults.failure());
    }

    @Override
    public RecoveryReport recoveryReport() {
        return new RecoveryReport(false, 0, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of(), Duration.ZERO);
    }

    @Override
    public CompletionStage<Throwable> failed() {
        return new CompletableFuture<Throwable>().minimalCompletionStage();
    }

    @Override
    public synchronized void close() {
        faults.close();
        branches.close();
    }
}
