package io.ironjournal.sharded;

import io.ironjournal.DiskFullException;
import java.util.List;

/**
 * Makes, finds and removes checkpoints: a role of {@link ShardedJournal}. Thread-safe.
 *
 * @since 0.1.0
 */
public interface Checkpoints {

    /**
     * Makes a checkpoint: a true cut, one point of the commit log, whatever is being written meanwhile. One record, one
     * force in every mode, and with it everything before the cut is durable.
     *
     * @param checkpointId any 1 to 65,535 bytes. A checkpoint that has the id already is replaced: the id then names the
     *     new cut, and the checkpoint is the latest. So an attempt whose outcome is unknown can be repeated
     * @throws InvalidCheckpointIdException when the id is empty or too long
     * @since 0.1.0
     */
    void createCheckpoint(byte[] checkpointId);

    /**
     * Loads a checkpoint.
     *
     * @param checkpointId its id
     * @return the checkpoint
     * @throws CheckpointNotFoundException when there is none of that id
     * @throws CheckpointPrunedException when entries behind its cut are gone
     * @since 0.1.0
     */
    Checkpoint loadCheckpoint(byte[] checkpointId);

    /**
     * Loads the checkpoint whose cut is the newest.
     *
     * @return the checkpoint
     * @throws NoCheckpointsException when there is none
     * @throws CheckpointPrunedException when entries behind its cut are gone
     * @since 0.1.0
     */
    Checkpoint loadLatestCheckpoint();

    /**
     * Lists the checkpoints.
     *
     * @return a snapshot, oldest first
     * @since 0.1.0
     */
    List<CheckpointInfo> listCheckpoints();

    /**
     * Counts the checkpoints.
     *
     * @return how many {@link #listCheckpoints} would list
     * @since 0.1.0
     */
    int checkpointCount();

    /**
     * Removes whole segments of all shards that lie before a checkpoint's cut, as {@link io.ironjournal.JournalRetention#truncate} does: also those
     * that are not files yet, and never the last one of a shard. What is at or behind the cut stays. Earlier checkpoints
     * whose entries are gone can no longer be loaded. Each shard is pruned by itself: after a crash some shards may be
     * pruned and others not, and the call can be repeated.
     *
     * @param checkpointId the checkpoint
     * @return what was removed
     * @throws CheckpointNotFoundException when there is none of that id
     * @since 0.1.0
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
     * @since 0.1.0
     */
    CompactionStats compactCheckpoints(int keepLatest);
}
