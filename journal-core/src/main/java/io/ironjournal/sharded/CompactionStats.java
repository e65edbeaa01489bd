package io.ironjournal.sharded;

/**
 * What compacting the checkpoints did.
 *
 * @param checkpointsBefore how many there were
 * @param checkpointsAfter how many there were afterwards, with those that were created meanwhile
 * @param bytesReclaimed by how many bytes {@code checkpoints.log} shrank
 */
public record CompactionStats(int checkpointsBefore, int checkpointsAfter, long bytesReclaimed) {}
