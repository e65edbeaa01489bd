package io.ironjournal.checkpoint;

import java.time.Instant;

/**
 * A checkpoint without what it costs to load.
 *
 * @param id its id
 * @param createdAt when the cut was made
 * @param lsn where the cut is
 */
public record CheckpointSummary(byte[] id, Instant createdAt, long lsn) {}
