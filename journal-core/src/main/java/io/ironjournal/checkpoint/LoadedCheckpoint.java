package io.ironjournal.checkpoint;

import java.time.Instant;

/**
 * A loaded checkpoint.
 *
 * @param id its id
 * @param createdAt the time of the cut
 * @param offsets the offset of each shard
 */
public record LoadedCheckpoint(byte[] id, Instant createdAt, long[] offsets) {}
