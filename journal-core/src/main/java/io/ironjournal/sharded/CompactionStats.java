package io.ironjournal.sharded;

/**
 * What compacting the checkpoints did.
 *
 * @param checkpointsBefore how many there were
 * @param checkpointsAfter how many there were afterwards, with those that were created meanwhile
 * @param bytesReclaimed by how many bytes {@code checkpoints.log} became smaller, including the records of checkpoints
 *     that were in the commit log only and would have been written to it with the next flush
 */
public record CompactionStats(int checkpointsBefore, int checkpointsAfter, long bytesReclaimed) {}
