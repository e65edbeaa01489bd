package io.ironjournal.sharded;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;

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
 *
 * @since 0.1.0
 */
public interface ShardedJournal extends ShardReader, ShardWriter, Checkpoints, AutoCloseable {

    /**
     * The largest number of shards.
     *
     * @since 0.1.0
     */
    int MAX_SHARDS = 65_535;

    /**
     * Opens a sharded journal; creates it where missing.
     *
     * @param options where it is and how it works
     * @param shardCount 1 to 65,535; chosen once, when the journal is created
     * @return the open journal
     * @throws ShardCountMismatchException when it was created with another number, or as a plain journal
     * @throws IllegalArgumentException when the number is out of bounds
     * @since 0.1.0
     */
    static ShardedJournal open(JournalOptions options, int shardCount) {
        return JournalOpener.openSharded(options, shardCount);
    }

    /**
     * Gives access to the journal beneath, for streams of other names beside the shards, cursors, figures and reports.
     *
     * @return the same open journal; closing it closes this one
     * @since 0.1.0
     */
    Journal journal();

    /** Closes the journal, as {@link Journal#close()}. Idempotent. */
    @Override
    void close();
}
