package io.ironjournal.checkpoint;

import java.time.Instant;

/**
 * A checkpoint as it is loaded.
 *
 * @param id its id
 * @param createdAt when the cut was made
 * @param offsets by shard
 */
public record LoadedCheckpoint(byte[] id, Instant createdAt, long[] offsets) {}
