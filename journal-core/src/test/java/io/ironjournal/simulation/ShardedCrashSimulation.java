package io.ironjournal.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.Compression;
import io.ironjournal.Cursor;
import io.ironjournal.CursorConflictException;
import io.ironjournal.DiskFullException;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.io.SimulatedCrash;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.simulation.Model.Fate;
import io.ironjournal.simulation.ShardModel.Event;
import io.ironjournal.simulation.ShardModel.Transaction;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Lives of a sharded journal on a simulated storage: entries, batches over shards, checkpoints with and without
 * branches, cursors, pruning and compaction, with crashes at random moments, also during recovery. After each crash the
 * journal must be the result of a prefix of the events. The prefix has all events acknowledged as forced, and each one
 * completely.
 */
final class ShardedCrashSimulation extends CrashedLives {

    private static final int SHARDS = 4;
    private static final String[] CURSORS = {"a", "b"};

    private static final Faults FAULTS = new Faults(1, 1, 0, 8);
    private static final Space SPACE = new Space(3, 10, 32 << 10);

    private static final class Prepared {
        final Transaction transaction;
        Fate fate = Fate.PREPARED_OR_GONE;

        Prepared(Transaction transaction) {
            this.transaction = transaction;
        }
    }

    private final JournalOptions options;
    private final long[] prunedTo = new long[SHARDS];
    private final Map<BranchId, Transaction> active = new LinkedHashMap<>();
    private final Map<BranchId, Prepared> prepared = new LinkedHashMap<>();

    /** The events that are certainly forced, those that follow in the log, and the result of all of them. */
    private ShardModel forced = new ShardModel(SHARDS);

    private final List<Event> unforced = new ArrayList<>();
    private ShardModel current = new ShardModel(SHARDS);

    /** The event of the running call. */
    private @Nullable Event pending;

    private int branches;

    ShardedCrashSimulation(long seed, Predicate<String> ignoredForces) {
        super(seed, ignoredForces);
        this.options = JournalOptions.builder(Path.of("/simulated"))
                .syncMode(randomMode())
                .syncInterval(Duration.ofMillis(5))
                .logSegmentSize(8 << 10)
                .logBudget((8 << 10) * (4L + random.nextInt(5)))
                .maxMemtableMemory(64 << 10)
                .maxSegmentSize((4 << 10) + random.nextInt(4 << 10))
                .maxEntrySize(16 << 10)
                .maxTransactionSize(32 << 10)
                .compression(random.nextBoolean() ? Compression.LZ4 : Compression.NONE)
                .minCompressionSize(64)
                .build();
    }

    @Override
    void live() {
        plan(500, FAULTS, SPACE);
        try {
            ShardedJournal journal = JournalOpener.openSharded(options, SHARDS, storage, false);
            verify(journal);
            powerLost = false;
            for (int i = random.nextInt(120); i >= 0; i--) {
                stepOnAnyDisk(journal);
            }
            if (random.nextInt(3) == 0) {
                journal.close();
                if (journal.journal().stats().failure().isEmpty()) {
                    // The preparation of a segment may have failed without an error to any caller yet.
                    force();
                }
            }
        } catch (DiskFullException e) {
            requireMayBeRefused(e);
        } catch (SimulatedCrash | JournalException e) {
            requireCrash(e);
        }
        active.clear();
        storage = drawKill() ? storage.kill() : storage.powerCut(random.nextLong());
    }

    /** Opening or closing may need space only before anything was acknowledged, and where decision 12 says so. */
    private void requireMayBeRefused(DiskFullException refused) {
        if (!forced.isEmpty() && !refused.getMessage().contains("more than fit into a spare segment")) {
            throw new Verifier.Violation("The journal needs space: " + refused, refused);
        }
        storage.setSpace(Long.MAX_VALUE);
    }

    /** Runs a step. A write that a full disk refuses did not happen, and the journal continues. */
    private void stepOnAnyDisk(ShardedJournal journal) {
        try {
            step(journal);
        } catch (DiskFullException e) {
            Event refused = pending;
            pending = null;
            // If there was nothing to discard, there was nothing to force either.
            if (refused instanceof ShardModel.Compaction compaction
                    && e.getMessage().contains("are discarded")
                    && current.checkpoints.size() > compaction.keep()) {
                happen(refused, true, () -> {});
            }
        }
    }

    private void step(ShardedJournal journal) {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> append(journal);
            case 3, 4 -> appendBatch(journal);
            case 5 -> commitWithCheckpoint(journal);
            case 6, 7 -> createCheckpoint(journal);
            case 8, 9 -> begin(journal);
            case 10 -> prepare(journal);
            case 11, 12 -> end(journal);
            case 13 -> advance(journal);
            case 14 -> retire(journal);
            default -> {
                journal.journal().sync();
                force();
            }
        }
    }

    /** Runs a call. Its event is pending while it runs. */
    private void happen(Event event, boolean isForced, Runnable call) {
        pending = event;
        call.run();
        pending = null;
        unforced.add(event);
        event.applyTo(current);
        if (isForced) {
            force();
        }
    }

    private void force() {
        unforced.forEach(event -> event.applyTo(forced));
        unforced.clear();
    }

    private void append(ShardedJournal journal) {
        byte[] key = key();
        Transaction one = new Transaction();
        one.add(journal.shardOf(key), value());
        happen(one, options.syncMode() == SyncMode.STRICT, () -> journal.append(key, one.values.get(0)));
    }

    private void appendBatch(ShardedJournal journal) {
        Transaction batch = new Transaction();
        List<KeyedEntry> entries = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            KeyedEntry entry = new KeyedEntry(key(), value());
            entries.add(entry);
            batch.add(journal.shardOf(entry.key()), entry.value());
        }
        happen(batch, options.syncMode() != SyncMode.ASYNC, () -> journal.appendBatch(entries));
    }

    private void commitWithCheckpoint(ShardedJournal journal) {
        Transaction transaction = new Transaction();
        transaction.checkpoint = checkpointId();
        ShardedTxnWriter writer = journal.writer();
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] key = key();
            transaction.add(journal.shardOf(key), value());
            writer.add(key, transaction.values.get(transaction.values.size() - 1));
        }
        writer.checkpoint(transaction.checkpoint.getBytes(UTF_8));
        happen(transaction, true, writer::commit);
    }

    private void createCheckpoint(ShardedJournal journal) {
        Transaction only = new Transaction();
        only.checkpoint = checkpointId();
        byte[] id = only.checkpoint.getBytes(UTF_8);
        happen(only, true, () -> journal.createCheckpoint(id));
    }

    private void begin(ShardedJournal journal) {
        byte[] number = Integer.toString(++branches).getBytes(UTF_8);
        BranchId id = new BranchId(1, number, new byte[0]);
        Branch branch = Transactions.of(journal.journal()).begin(id);
        Transaction transaction = new Transaction();
        boolean large = random.nextBoolean();
        for (int i = random.nextInt(4); i > 0; i--) {
            int shard = random.nextInt(SHARDS);
            // Some of these need more memory than prepared branches may use.
            transaction.add(shard, large ? random(8 << 10) : value());
            branch.addToShard(shard, transaction.values.get(transaction.values.size() - 1));
        }
        if (random.nextInt(3) == 0) {
            transaction.checkpoint = checkpointId();
            branch.checkpoint(transaction.checkpoint.getBytes(UTF_8));
        }
        if (random.nextBoolean() || branch.isEmpty()) {
            moveCursor(journal, branch, transaction);
        }
        active.put(id, transaction);
    }

    private void moveCursor(ShardedJournal journal, Branch branch, Transaction transaction) {
        int shard = random.nextInt(SHARDS);
        String name = CURSORS[random.nextInt(CURSORS.length)];
        String stream = journal.streamOf(shard);
        Cursor cursor = journal.journal().cursor(name, stream);
        long from = cursor.position();
        long to = from + random.nextInt((int) (journal.journal().nextId(stream) - from) + 1);
        try {
            branch.advance(cursor, to);
            transaction.cursor = shard + name;
            transaction.position = to;
        } catch (CursorConflictException e) {
            // Another branch uses the cursor.
            branch.addToShard(shard, new byte[0]);
            transaction.add(shard, new byte[0]);
        }
    }

    private void prepare(ShardedJournal journal) {
        if (active.isEmpty() || prepared.size() > 4) {
            return;
        }
        BranchId id = active.keySet().iterator().next();
        Prepared branch = new Prepared(active.remove(id));
        prepared.put(id, branch);
        try {
            Transactions.of(journal.journal()).prepare(id);
            branch.fate = Fate.PREPARED;
            force();
        } catch (DiskFullException e) {
            prepared.remove(id);
            Transactions.of(journal.journal()).rollback(id);
        }
    }

    /** Decides a prepared branch, or ends an active one. */
    private void end(ShardedJournal journal) {
        BranchId id = random.nextBoolean() ? anyPrepared() : null;
        if (id != null) {
            decide(journal, id, prepared.get(id));
        } else if (!active.isEmpty()) {
            BranchId first = active.keySet().iterator().next();
            Transaction transaction = active.remove(first);
            if (random.nextInt(4) == 0) {
                Transactions.of(journal.journal()).rollback(first);
            } else {
                commitOnePhase(journal, first, transaction);
            }
        }
    }

    private void commitOnePhase(ShardedJournal journal, BranchId id, Transaction transaction) {
        try {
            happen(transaction, true, () -> Transactions.of(journal.journal()).commitOnePhase(id));
        } catch (DiskFullException e) {
            pending = null;
            Transactions.of(journal.journal()).rollback(id);
        }
    }

    /** Commits a prepared branch. A branch that voted can commit on a full disk. */
    private static void commit(ShardedJournal journal, BranchId id) {
        try {
            Transactions.of(journal.journal()).commit(id);
        } catch (DiskFullException e) {
            throw new Verifier.Violation("A prepared branch cannot be committed on a full disk: " + e, e);
        }
    }

    private @Nullable BranchId anyPrepared() {
        List<BranchId> ids = prepared.entrySet().stream()
                .filter(branch -> branch.getValue().fate == Fate.PREPARED)
                .map(Map.Entry::getKey)
                .toList();
        return ids.isEmpty() ? null : ids.get(random.nextInt(ids.size()));
    }

    private void decide(ShardedJournal journal, BranchId id, Prepared branch) {
        if (random.nextInt(3) > 0) {
            branch.fate = Fate.PREPARED_OR_COMMITTED;
            happen(branch.transaction, true, () -> commit(journal, id));
            prepared.remove(id);
        } else {
            branch.fate = Fate.PREPARED_OR_GONE;
            Transactions.of(journal.journal()).rollback(id);
        }
    }

    private void advance(ShardedJournal journal) {
        int shard = random.nextInt(SHARDS);
        Transaction move = new Transaction();
        Cursor cursor = journal.journal().cursor(CURSORS[random.nextInt(CURSORS.length)], journal.streamOf(shard));
        long next = journal.journal().nextId(cursor.stream());
        move.cursor = shard + cursor.name();
        move.position = cursor.position() + random.nextInt((int) (next - cursor.position()) + 1);
        if (move.position > cursor.position()) {
            try {
                happen(move, true, () -> cursor.advanceTo(move.position));
            } catch (CursorConflictException e) {
                pending = null;
            }
        }
    }

    private void retire(ShardedJournal journal) {
        List<String> ids = List.copyOf(current.checkpoints.keySet());
        if (random.nextBoolean()) {
            int keep = random.nextInt(6);
            happen(new ShardModel.Compaction(keep), ids.size() > keep, () -> journal.compactCheckpoints(keep));
        } else if (!ids.isEmpty()) {
            String id = ids.get(random.nextInt(ids.size()));
            long[] offsets = current.checkpoints.get(id);
            for (int shard = 0; shard < SHARDS; shard++) {
                prunedTo[shard] = Math.max(prunedTo[shard], offsets[shard]);
            }
            journal.pruneBeforeCheckpoint(id.getBytes(UTF_8));
            if (!storage.hasLimit()) {
                requirePruned(journal, offsets);
            }
        }
    }

    /** Requires that at most one segment of each shard begins at or below the cut: the one that contains the cut. */
    private void requirePruned(ShardedJournal journal, long[] offsets) {
        for (int shard = 0; shard < SHARDS; shard++) {
            long cut = offsets[shard];
            long below = segments(journal.streamOf(shard)).stream()
                    .filter(id -> id <= cut)
                    .count();
            if (below > 1) {
                throw new Verifier.Violation("Shard " + shard + " has " + below + " segments below its cut " + cut);
            }
        }
    }

    /** Finds the number of events whose result the journal is. */
    private void verify(ShardedJournal journal) {
        boolean committed = settle(journal);
        List<Event> possible = new ArrayList<>(unforced);
        if (pending != null) {
            possible.add(pending);
        }
        int least = committed ? possible.size() : powerLost ? 0 : unforced.size();
        ShardVerifier found = new ShardVerifier(journal);
        for (int shard = 0; shard < SHARDS; shard++) {
            if (found.firstId(shard) > prunedTo[shard]) {
                throw new Verifier.Violation(
                        "Shard " + shard + " begins at " + found.firstId(shard) + ", above " + prunedTo[shard]);
            }
        }
        List<String> differences = new ArrayList<>();
        ShardModel model = forced.copy();
        boolean matched = false;
        for (int applied = 0; applied <= possible.size() && !matched; applied++) {
            String difference = applied < least ? "an event is missing" : found.difference(model);
            matched = difference == null;
            if (!matched) {
                differences.add(applied + " events: " + difference);
                if (applied < possible.size()) {
                    possible.get(applied).applyTo(model);
                }
            }
        }
        if (!matched) {
            throw new Verifier.Violation("The journal is not the result of any number of events: " + differences);
        }
        forced = model;
        current = model.copy();
        unforced.clear();
        pending = null;
    }

    /** Forgets branches that are no longer in doubt. Returns whether the pending event must have happened. */
    private boolean settle(ShardedJournal journal) {
        Set<BranchId> inDoubt = new HashSet<>();
        for (InDoubtBranch branch : Transactions.of(journal.journal()).inDoubt()) {
            if (!inDoubt.add(branch.id()) || !prepared.containsKey(branch.id())) {
                throw new Verifier.Violation("Branch " + branch.id() + " should not be in doubt");
            }
        }
        boolean committed = false;
        for (Map.Entry<BranchId, Prepared> branch : new LinkedHashMap<>(prepared).entrySet()) {
            Fate fate = branch.getValue().fate;
            if (inDoubt.contains(branch.getKey())) {
                branch.getValue().fate = Fate.PREPARED;
                pending = fate == Fate.PREPARED_OR_COMMITTED ? null : pending;
            } else if (fate == Fate.PREPARED) {
                throw new Verifier.Violation("Branch " + branch.getKey() + " was prepared and is missing");
            } else {
                committed |= fate == Fate.PREPARED_OR_COMMITTED;
                prepared.remove(branch.getKey());
            }
        }
        return committed;
    }

    private byte[] key() {
        return new byte[] {(byte) random.nextInt(64)};
    }

    private byte[] value() {
        byte[] value = random(random.nextInt(20) == 0 ? random.nextInt(6 << 10) : random.nextInt(100));
        if (random.nextBoolean()) {
            Arrays.fill(value, (byte) random.nextInt(256));
        }
        return value;
    }

    private byte[] random(int size) {
        byte[] value = new byte[size];
        random.nextBytes(value);
        return value;
    }

    /** Returns an id. Some ids repeat. */
    private String checkpointId() {
        int number = random.nextInt(40);
        return random.nextInt(20) == 0 ? "long " + "x".repeat(random.nextInt(3000)) + number : "checkpoint " + number;
    }
}
