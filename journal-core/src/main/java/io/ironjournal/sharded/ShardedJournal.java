package io.ironjournal.sharded;

import io.ironjournal.BeyondEndException;
import io.ironjournal.DiskFullException;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.TruncatedException;
import io.ironjournal.internal.JournalOpener;
import java.util.List;

/**
 * A journal whose entries are routed by key over a fixed number of shards, with checkpoints that cut through all of them.
 * Thread-safe. Shards are streams of one journal: they share its commit log and its forces, a batch over several of them
 * is atomic, and a checkpoint is one point of the log.
 *
 * <p><strong>Routing.</strong> The shard of a key is its XXH64 (seed 0), as an unsigned number, modulo the number of
 * shards; see {@link #shardOf}. The hash is defined by the xxHash specification and never changes.
 *
 * <p><strong>Recovery anchor.</strong> Keep the state that the entries lead to in a snapshot, make a checkpoint with it
 * (in one transaction, where the snapshot's store takes part in one), and after a crash load the latest checkpoint and its
 * snapshot and replay each shard from {@link Checkpoint#offset}.
 *
 * <p>Errors, modes, limits and what happens on interrupts and after {@code close} are those of {@link Journal}.
 */
public interface ShardedJournal extends AutoCloseable {

    /** The largest number of shards. */
    int MAX_SHARDS = 65_535;

    /**
     * Opens a sharded journal; creates it where missing.
     *
     * @param options where it is and how it works
     * @param shardCount 1 to 65,535; chosen once, when the journal is created
     * @return the open journal
     * @throws ShardCountMismatchException when it was created with another number, or as a plain journal
     * @throws IllegalArgumentException when the number is out of bounds
     */
    static ShardedJournal open(JournalOptions options, int shardCount) {
        return JournalOpener.openSharded(options, shardCount);
    }

    /**
     * Appends one entry.
     *
     * @param key says which shard it goes to; not stored
     * @param value the entry, possibly empty
     * @return where it is
     */
    ShardPosition append(byte[] key, byte[] value);

    /**
     * Appends several entries as one atomic record: after any crash all of them are there, or none, in whatever shards.
     *
     * @param entries the entries with their keys
     * @return where each is, in the same order
     */
    List<ShardPosition> appendBatch(List<KeyedEntry> entries);

    /**
     * Appends several entries of one key, atomically.
     *
     * @param key says which shard they go to; not stored
     * @param values the entries
     * @return where each is, in the same order
     */
    List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values);

    /**
     * Makes a checkpoint: a true cut, one point of the commit log, whatever is being written meanwhile. One record, one
     * force in every mode, and with it everything before the cut is durable.
     *
     * @param checkpointId any 1 to 65,535 bytes. A checkpoint that has the id already is replaced: the id then names the
     *     new cut, and the checkpoint is the latest. So an attempt whose outcome is unknown can be repeated
     * @throws InvalidCheckpointIdException when the id is empty or too long
     */
    void createCheckpoint(byte[] checkpointId);

    /**
     * Loads a checkpoint.
     *
     * @param checkpointId its id
     * @return the checkpoint
     * @throws CheckpointNotFoundException when there is none of that id
     * @throws CheckpointPrunedException when entries behind its cut are gone
     */
    Checkpoint loadCheckpoint(byte[] checkpointId);

    /**
     * Loads the checkpoint whose cut is the newest.
     *
     * @return the checkpoint
     * @throws NoCheckpointsException when there is none
     * @throws CheckpointPrunedException when entries behind its cut are gone
     */
    Checkpoint loadLatestCheckpoint();

    /**
     * Lists the checkpoints.
     *
     * @return a snapshot, oldest first
     */
    List<CheckpointInfo> listCheckpoints();

    /**
     * Begins a transaction over any shards.
     *
     * @return a writer to be committed by its user
     */
    ShardedTxnWriter writer();

    /**
     * Reads a shard, up to what is committed now.
     *
     * @param shard the shard, from 0 on
     * @param fromId where to begin, such as a checkpoint's offset
     * @return the entries; to be closed
     * @throws TruncatedException when entries from there on were pruned
     * @throws BeyondEndException when the shard ends before
     * @throws IndexOutOfBoundsException when there is no such shard
     */
    EntryIterator iterateShard(int shard, long fromId);

    /**
     * Removes whole segments of all shards that lie before a checkpoint's cut, as {@link Journal#truncate} does: also those
     * that are not files yet, and never the last one of a shard. What is at or behind the cut stays. Earlier checkpoints
     * whose entries are gone can no longer be loaded. Each shard is pruned by itself: after a crash some shards may be
     * pruned and others not, and the call can be repeated.
     *
     * @param checkpointId the checkpoint
     * @return what was removed
     * @throws CheckpointNotFoundException when there is none of that id
     */
    PruneStats pruneBeforeCheckpoint(byte[] checkpointId);

    /**
     * Gives up all but the newest checkpoints, and writes those to a new {@code checkpoints.log}. Crash-safe; checkpoints
     * may be created meanwhile. A new checkpoint is in the commit log and in memory; it is in {@code checkpoints.log} after
     * the next flush, {@code close} or compaction.
     *
     * @param keepLatest how many to keep, 0 or more
     * @return what was given up
     * @throws DiskFullException when they are given up, but their space could not be had back yet
     */
    CompactionStats compactCheckpoints(int keepLatest);

    /**
     * Counts the shards.
     *
     * @return as many as the journal was created with
     */
    int shardCount();

    /**
     * Counts the checkpoints.
     *
     * @return how many {@link #listCheckpoints} would list
     */
    int checkpointCount();

    /**
     * Tells where a key is routed to.
     *
     * @param key the key, of any length
     * @return its shard: XXH64 of the key with seed 0, unsigned, modulo {@link #shardCount()}
     */
    int shardOf(byte[] key);

    /**
     * Names the stream beneath a shard. It can be read, followed and truncated through {@link #journal()};
     * writing to it or deleting it that way is refused.
     *
     * @param shard the shard, from 0 on
     * @return a reserved name
     * @throws IndexOutOfBoundsException when there is no such shard
     */
    String streamOf(int shard);

    /**
     * Gives access to the journal beneath, for streams of other names beside the shards, cursors, figures and reports.
     *
     * @return the same open journal; closing it closes this one
     */
    Journal journal();

    /** Closes the journal, as {@link Journal#close()}. Idempotent. */
    @Override
    void close();
}
