package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.IdRange;
import io.ironjournal.TransactionTooLargeException;
import io.ironjournal.jta.InMemoryJournal.Call;
import io.ironjournal.jta.InMemoryJournal.Disk;
import io.ironjournal.jta.InMemoryJournal.Stored;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.DuplicateBranchException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.transaction.UnknownBranchException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The branches of an {@link InMemoryJournal}. */
final class InMemoryBranches implements Transactions {

    private final class Buffer implements Branch {
        final BranchId id;
        final List<Stored> entries = new ArrayList<>();
        boolean active = true;

        Buffer(BranchId id) {
            this.id = id;
        }

        @Override
        public BranchId id() {
            return id;
        }

        @Override
        public void add(String stream, byte[] entry) {
            synchronized (journal) {
                if (!active) {
                    throw new IllegalStateException("Branch " + id + " is not active");
                }
                if (entries.stream().mapToInt(e -> e.data().length).sum() + entry.length > maxTransactionSize) {
                    throw new TransactionTooLargeException("The transaction is larger than " + maxTransactionSize);
                }
                entries.add(new Stored(stream, entry.clone()));
            }
        }

        @Override
        public void addToShard(int shard, byte[] entry) {
            throw new UnsupportedOperationException("This journal has no shards");
        }

        @Override
        public void checkpoint(byte[] checkpointId) {
            throw new UnsupportedOperationException("This journal has no checkpoints");
        }

        @Override
        public void advance(Cursor cursor, long to) {
            throw new UnsupportedOperationException("Nobody follows a stream in these tests");
        }

        @Override
        public boolean isEmpty() {
            return entries.isEmpty();
        }
    }

    private final InMemoryJournal journal;
    private final Disk disk;
    private final InMemoryFaults faults;
    private final Map<BranchId, Buffer> active = new LinkedHashMap<>();
    private int maxTransactionSize = 1 << 20;

    InMemoryBranches(InMemoryJournal journal, Disk disk, InMemoryFaults faults) {
        this.journal = journal;
        this.disk = disk;
        this.faults = faults;
    }

    int active() {
        return active.size();
    }

    void limit(int bytes) {
        maxTransactionSize = bytes;
    }

    void close() {
        active.values().forEach(buffer -> buffer.active = false);
        active.clear();
    }

    @Override
    public Branch begin(BranchId id) {
        synchronized (journal) {
            faults.requireOpen();
            faults.refuseIfTold(Call.BEGIN);
            if (active.containsKey(id) || disk.prepared.containsKey(id)) {
                throw new DuplicateBranchException(id);
            }
            Buffer buffer = new Buffer(id);
            active.put(id, buffer);
            return buffer;
        }
    }

    @Override
    public Vote prepare(BranchId id) {
        synchronized (journal) {
            faults.requireOpen();
            if (disk.prepared.containsKey(id)) {
                throw new IllegalStateException("prepared already");
            }
            Buffer buffer = known(id);
            if (buffer.isEmpty()) {
                faults.refuseIfTold(Call.PREPARE);
                end(buffer);
                return Vote.READ_ONLY;
            }
            faults.write(Call.PREPARE, () -> disk.prepared.put(id, buffer.entries));
            journal.countForce();
            end(buffer);
            return Vote.PREPARED;
        }
    }

    @Override
    public Map<String, IdRange> commit(BranchId id) {
        synchronized (journal) {
            faults.requireOpen();
            if (active.containsKey(id)) {
                throw new IllegalStateException("not prepared");
            }
            if (!disk.prepared.containsKey(id)) {
                throw new UnknownBranchException(id);
            }
            Map<String, IdRange> ids = new LinkedHashMap<>();
            faults.write(Call.COMMIT, () -> ids.putAll(journal.append(disk.prepared.remove(id))));
            journal.countForce();
            return ids;
        }
    }

    @Override
    public Map<String, IdRange> commitOnePhase(BranchId id) {
        synchronized (journal) {
            faults.requireOpen();
            if (disk.prepared.containsKey(id)) {
                throw new IllegalStateException("prepared");
            }
            Buffer buffer = known(id);
            Map<String, IdRange> ids = new LinkedHashMap<>();
            if (!buffer.isEmpty()) {
                faults.write(Call.COMMIT_ONE_PHASE, () -> ids.putAll(journal.append(buffer.entries)));
                journal.countForce();
            }
            end(buffer);
            return ids;
        }
    }

    @Override
    public void rollback(BranchId id) {
        synchronized (journal) {
            faults.requireOpen();
            if (disk.prepared.containsKey(id)) {
                faults.write(Call.ROLLBACK, () -> disk.prepared.remove(id));
                return;
            }
            end(known(id));
        }
    }

    @Override
    public List<InDoubtBranch> inDoubt() {
        synchronized (journal) {
            faults.requireOpen();
            faults.refuseIfTold(Call.IN_DOUBT);
            return disk.prepared.entrySet().stream()
                    .map(branch -> new InDoubtBranch(
                            branch.getKey(),
                            Instant.now(),
                            branch.getValue().size(),
                            branch.getValue().stream()
                                    .mapToLong(e -> e.data().length)
                                    .sum(),
                            branch.getValue().stream()
                                    .map(Stored::stream)
                                    .distinct()
                                    .toList()))
                    .toList();
        }
    }

    @Override
    public UUID journalId() {
        return disk.id;
    }

    private Buffer known(BranchId id) {
        Buffer buffer = active.get(id);
        if (buffer == null) {
            throw new UnknownBranchException(id);
        }
        return buffer;
    }

    private void end(Buffer buffer) {
        buffer.active = false;
        active.remove(buffer.id);
    }

    @Override
    public List<String> unacceptedLosses() {
        return List.of();
    }

    @Override
    public void acceptLoss() {
        throw new UnsupportedOperationException("Nothing is lost in these tests");
    }

    @Override
    public void whenClosed(Runnable listener) {
        // The table of open journals looks for closed ones whenever it is used.
    }
}
