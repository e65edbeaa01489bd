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
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import io.ironjournal.simulation.ShardModel.Transaction;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.test.storage.SimulatedCrash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Lives of a sharded journal on a simulated storage: entries, batches over shards, checkpoints with and without
 * branches, cursors, pruning and compaction, with crashes at random moments, also during recovery. After each crash the
 * journal must be the result of a prefix of the events. The prefix has all events acknowledged as forced, and each one
 * completely.
 */
final class ShardedCrashSimulation extends CrashedLives {

    static final int SHARDS = 4;
    static final String[] CURSORS = {"a", "b"};

    private static final Faults FAULTS = new Faults(1, 1, 0, 8);
    private static final Space SPACE = new Space(3, 10, 32 << 10);

    private final JournalOptions options;
    private final long[] prunedTo = new long[SHARDS];
    private final RandomShardEntries entries = new RandomShardEntries(random);
    private final ShardHistory history = new ShardHistory(SHARDS);
    private final ShardBranches branches = new ShardBranches(history, random, entries);

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

    /** Runs the same lives on a log that survives the directories of three machines. */
    static ShardedCrashSimulation onSeveralMachines(long seed) {
        ShardedCrashSimulation simulation = new ShardedCrashSimulation(seed, force -> false);
        simulation.useSeveralMachines(new CrashedInMemoryLog(new InMemoryLog(Long.MAX_VALUE).survivingDirectory()));
        return simulation;
    }

    private ShardedJournal open() {
        CrashedLog elsewhere = log;
        JournalOptions chosen = elsewhere == null
                ? options
                : options.toBuilder().commitLog(elsewhere.provider()).build();
        return JournalOpener.openSharded(chosen, SHARDS, storage, false);
    }

    @Override
    void live() {
        plan(500, FAULTS, SPACE);
        try {
            ShardedJournal journal = open();
            verify(journal);
            powerLost = false;
            for (int i = random.nextInt(120); i >= 0; i--) {
                stepOnAnyDisk(journal);
            }
            if (random.nextInt(3) == 0) {
                journal.close();
                if (journal.journal().stats().failure().isEmpty()) {
                    // The preparation of a segment may have failed without an error to any caller yet.
                    history.force();
                }
            }
        } catch (DiskFullException e) {
            if (onOneMachine()) {
                FullDisk.requireMayBeRefused(e, history.hasForced());
            }
            storage.setSpace(Long.MAX_VALUE);
        } catch (SimulatedCrash | JournalException e) {
            requireCrash(e);
        }
        branches.endLife();
        boolean byKill = drawKill();
        long cutSeed = byKill ? 0 : random.nextLong();
        storage = byKill ? storage.kill() : storage.powerCut(cutSeed);
        if (log != null) {
            crashLog(byKill, cutSeed);
        }
    }

    /** Runs a step. A write that a full disk refuses did not happen, and the journal continues. */
    private void stepOnAnyDisk(ShardedJournal journal) {
        try {
            step(journal);
        } catch (DiskFullException e) {
            history.refused(e);
        }
    }

    private void step(ShardedJournal journal) {
        switch (random.nextInt(16)) {
            case 0, 1, 2 -> append(journal);
            case 3, 4 -> appendBatch(journal);
            case 5 -> commitWithCheckpoint(journal);
            case 6, 7 -> createCheckpoint(journal);
            case 8, 9 -> branches.begin(journal);
            case 10 -> branches.prepare(journal);
            case 11, 12 -> branches.end(journal);
            case 13 -> advance(journal);
            case 14 -> retire(journal);
            default -> {
                journal.journal().sync();
                history.force();
            }
        }
    }

    private void append(ShardedJournal journal) {
        byte[] key = entries.key();
        Transaction one = new Transaction();
        one.add(journal.shardOf(key), entries.value());
        history.happen(one, options.syncMode() == SyncMode.STRICT, () -> {
            byte[] value = one.values.get(0);
            if (DerivedHeaders.of(value).isEmpty()) {
                journal.append(key, value);
            } else {
                journal.append(key, DerivedHeaders.with(value));
            }
        });
    }

    private void appendBatch(ShardedJournal journal) {
        Transaction batch = new Transaction();
        List<KeyedEntry> batched = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            KeyedEntry entry = new KeyedEntry(entries.key(), DerivedHeaders.with(entries.value()));
            batched.add(entry);
            batch.add(journal.shardOf(entry.key()), entry.value());
        }
        history.happen(batch, options.syncMode() != SyncMode.ASYNC, () -> journal.appendBatch(batched));
    }

    private void commitWithCheckpoint(ShardedJournal journal) {
        Transaction transaction = new Transaction();
        transaction.checkpoint = entries.checkpointId();
        ShardedTxnWriter writer = journal.writer();
        for (int i = random.nextInt(4); i >= 0; i--) {
            byte[] key = entries.key();
            transaction.add(journal.shardOf(key), entries.value());
            writer.add(key, DerivedHeaders.with(transaction.values.get(transaction.values.size() - 1)));
        }
        writer.checkpoint(transaction.checkpoint.getBytes(UTF_8));
        history.happen(transaction, true, writer::commit);
    }

    private void createCheckpoint(ShardedJournal journal) {
        Transaction only = new Transaction();
        only.checkpoint = entries.checkpointId();
        byte[] id = only.checkpoint.getBytes(UTF_8);
        history.happen(only, true, () -> journal.createCheckpoint(id));
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
                history.happen(move, true, () -> cursor.advanceTo(move.position));
            } catch (CursorConflictException e) {
                history.refused();
            }
        }
    }

    private void retire(ShardedJournal journal) {
        List<String> ids = List.copyOf(history.current().checkpoints.keySet());
        if (random.nextBoolean()) {
            int keep = random.nextInt(6);
            history.happen(new ShardModel.Compaction(keep), ids.size() > keep, () -> journal.compactCheckpoints(keep));
        } else if (!ids.isEmpty()) {
            String id = ids.get(random.nextInt(ids.size()));
            long[] offsets = history.current().checkpoints.get(id);
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
            long below = segments(storage, journal.streamOf(shard)).stream()
                    .filter(id -> id <= cut)
                    .count();
            if (below > 1) {
                throw new Verifier.Violation("Shard " + shard + " has " + below + " segments below its cut " + cut);
            }
        }
    }

    private void verify(ShardedJournal journal) {
        boolean committed = branches.settle(journal);
        ShardVerifier found = new ShardVerifier(journal);
        for (int shard = 0; shard < SHARDS; shard++) {
            if (found.firstId(shard) > prunedTo[shard]) {
                throw new Verifier.Violation(
                        "Shard " + shard + " begins at " + found.firstId(shard) + ", above " + prunedTo[shard]);
            }
        }
        history.verify(found, committed, powerLost);
    }
}
