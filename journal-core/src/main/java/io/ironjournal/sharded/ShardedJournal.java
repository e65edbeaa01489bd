package io.ironjournal.sharded;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;

/**
 * A journal that distributes entries over a fixed number of shards by key, with checkpoints across all shards.
 * Thread-safe. The shards are streams of one journal: they share its commit log and its forces. A batch over several
 * shards is atomic, and a checkpoint is one position of the log.
 *
 * <p><strong>Routing.</strong> The shard of a key is its XXH64 hash (seed 0), as an unsigned number, modulo the number
 * of shards; see {@link #shardOf}. The xxHash specification defines the hash; it never changes.
 *
 * <p><strong>Recovery.</strong> Keep the state that results from the entries in a snapshot, and create a checkpoint
 * together with each snapshot. Stop the writers while you do that. If the store of the snapshot supports distributed
 * transactions, do both in one transaction. Otherwise save the snapshot under an id that no checkpoint has, and create the
 * checkpoint of that id only when the snapshot is durable. After a crash, first let the transaction manager decide the
 * branches in doubt, if there is one. Then load the latest checkpoint and its snapshot, and replay each shard from {@link
 * Checkpoint#offset}.
 *
 * <p>Errors, sync modes, limits, interrupts and the behaviour after {@code close} are those of {@link Journal}. {@link
 * #journal()}, {@link #shardCount()}, {@link #shardOf} and {@link #streamOf} also work after {@code close}.
 *
 * @since 0.1.0
 */
public interface ShardedJournal extends ShardReader, ShardWriter, Checkpoints, AutoCloseable {

    /**
     * The maximum number of shards.
     *
     * @since 0.1.0
     */
    int MAX_SHARDS = 65_535;

    /**
     * Opens a sharded journal. Creates it if it does not exist. Throws the same errors as {@link
     * Journal#open(JournalOptions)}.
     *
     * @param options the directory and how the journal works
     * @param shardCount the number of shards, 1 to 65,535. It is fixed when the journal is created
     * @return the open journal, to be closed by the caller
     * @throws ShardCountMismatchException when the journal was created with another number, or as a plain journal
     * @throws IllegalArgumentException when the number is out of range
     * @since 0.1.0
     */
    static ShardedJournal open(JournalOptions options, int shardCount) {
        return JournalOpener.openSharded(options, shardCount);
    }

    /**
     * Returns the underlying journal, for streams other than the shards, cursors, statistics and reports. {@link
     * Journal#streams()} also lists the streams of the shards.
     *
     * @return the same open journal; closing it also closes this one
     * @since 0.1.0
     */
    Journal journal();

    /** Closes the journal as {@link Journal#close()} does. Can be called again without effect. */
    @Override
    void close();
}
