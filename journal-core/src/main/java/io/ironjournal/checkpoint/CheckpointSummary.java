package io.ironjournal.checkpoint;

import java.time.Instant;

/**
 * A checkpoint without its offsets, which are expensive to load.
 *
 * @param id its id
 * @param createdAt the time of the cut
 * @param lsn the LSN of the cut
 */
public record CheckpointSummary(byte[] id, Instant createdAt, long lsn) {}
