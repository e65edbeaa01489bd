package io.ironjournal.sharded;

import io.ironjournal.DiskFullException;
import java.util.List;

/**
 * Creates, finds and removes checkpoints: a role of {@link ShardedJournal}. Thread-safe. No argument may be null. An
 * error of the disk throws {@link io.ironjournal.JournalIOException}. After the journal is closed, every method throws
 * {@link io.ironjournal.JournalClosedException}.
 *
 * @since 0.1.0
 */
public interface Checkpoints {

    /**
     * Creates a checkpoint: a consistent cut through all shards at one position of the commit log, even while other
     * threads write. It costs one record and one force. When this returns, the checkpoint and everything before it are
     * durable, in every {@link io.ironjournal.SyncMode}.
     *
     * @param checkpointId the id, any 1 to 65,535 bytes. A checkpoint with the same id is replaced: the id then names
     *     the new cut, and the checkpoint is the latest one. Therefore a call whose outcome is unknown can be repeated
     * @throws InvalidCheckpointIdException when the id is empty or too long
     * @throws DiskFullException when there is no space; no checkpoint was created
     * @throws io.ironjournal.WriteTimeoutException when the write waited too long; no checkpoint was created
     * @throws io.ironjournal.JournalFailedException when the journal has failed, now or earlier
     * @since 0.1.0
     */
    void createCheckpoint(byte[] checkpointId);

    /**
     * Loads a checkpoint by its id.
     *
     * @param checkpointId the id
     * @return the checkpoint
     * @throws CheckpointNotFoundException when there is no checkpoint with that id
     * @throws CheckpointPrunedException when entries after its cut are pruned
     * @throws io.ironjournal.CorruptionException when the checkpoint is damaged, or a shard ends before its offset
     * @since 0.1.0
     */
    Checkpoint loadCheckpoint(byte[] checkpointId);

    /**
     * Loads the checkpoint with the newest cut.
     *
     * @return the checkpoint
     * @throws NoCheckpointsException when there is no checkpoint
     * @throws CheckpointPrunedException when entries after its cut are pruned
     * @throws io.ironjournal.CorruptionException when the checkpoint is damaged, or a shard ends before its offset
     * @since 0.1.0
     */
    Checkpoint loadLatestCheckpoint();

    /**
     * Returns all checkpoints, including those that cannot be loaded because entries were pruned.
     *
     * @return a snapshot, in the order of the cuts, oldest first
     * @since 0.1.0
     */
    List<CheckpointInfo> listCheckpoints();

    /**
     * Returns the number of checkpoints.
     *
     * @return the size of the list that {@link #listCheckpoints} returns
     * @since 0.1.0
     */
    int checkpointCount();

    /**
     * Removes the segments of all shards that contain only entries before a checkpoint's cut. As {@link
     * io.ironjournal.JournalRetention#truncate} does, it also removes entries that are not in segments yet, and never
     * removes the last segment of a shard. Entries after the cut remain. Earlier checkpoints that need removed entries
     * can no longer be loaded. Cursors do not prevent the removal.
     *
     * <p>Each shard is pruned separately. After a crash or an exception some shards may be pruned and others not; the
     * call can be repeated. What was removed is durable.
     *
     * @param checkpointId the id of the checkpoint
     * @return how much was removed
     * @throws CheckpointNotFoundException when there is no checkpoint with that id
     * @throws io.ironjournal.CorruptionException when the checkpoint is damaged
     * @throws DiskFullException when there is no space; some shards may be pruned
     * @throws io.ironjournal.ArchiveException when the journal has an {@linkplain io.ironjournal.JournalOptions#archive()
     *     archive}, and it is not the one that the journal used before; some shards may be pruned
     * @throws io.ironjournal.JournalFailedException when the journal has failed, now or earlier
     * @since 0.1.0
     */
    PruneStats pruneBeforeCheckpoint(byte[] checkpointId);

    /**
     * Deletes all but the newest checkpoints and rewrites {@code checkpoints.log}. A crash leaves either all
     * checkpoints or only those that are kept. Checkpoints may be created meanwhile. No entries are deleted.
     *
     * <p>A new checkpoint is in the commit log and in memory first. The next flush, {@code close} or compaction writes
     * it to {@code checkpoints.log}.
     *
     * @param keepLatest how many checkpoints to keep, 0 or more
     * @return how much was removed
     * @throws IllegalArgumentException when {@code keepLatest} is negative
     * @throws DiskFullException when the checkpoints are deleted, but there is no space for the new file, so that no
     *     space is freed yet
     * @throws io.ironjournal.JournalFailedException when the journal has failed, now or earlier
     * @since 0.1.0
     */
    CompactionStats compactCheckpoints(int keepLatest);
}
