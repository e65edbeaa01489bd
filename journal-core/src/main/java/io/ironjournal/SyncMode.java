package io.ironjournal;

/**
 * Selects which calls return only after an fsync.
 *
 * <table>
 * <caption>When a call returns</caption>
 * <tr><th></th><th>single append</th><th>batch, local transaction</th><th>calls listed below</th></tr>
 * <tr><td>{@link #STRICT}</td><td>forced</td><td>forced</td><td>forced</td></tr>
 * <tr><td>{@link #BATCH_ONLY}</td><td>handed to the operating system</td><td>forced</td><td>forced</td></tr>
 * <tr><td>{@link #ASYNC}</td><td>handed to the operating system</td><td>handed to the operating system</td><td>forced</td></tr>
 * </table>
 *
 * <p>The table counts {@link io.ironjournal.sharded.ShardWriter#append(byte[], byte[], long)} as a batch.
 *
 * <p>These calls are forced in every mode: votes and commits of distributed transactions, checkpoints and transactions
 * that contain one, {@link Cursor#advanceTo}, {@link Journal#resetCursor}, {@link Journal#deleteCursor}, {@link
 * Journal#deleteProducer}, {@link Journal#importEntries} when it returns, {@link Journal#truncate}, {@link
 * Journal#deleteStream}, {@link Journal#restoreArchived}, {@link Journal#applyRetention} and {@link
 * Journal#sync()}. There is one exception: if the journal has Narayana's log, most of its votes are not forced, see {@code
 * NarayanaSetup.forceVotes}. A force covers everything that was written to the journal before it.
 *
 * <p>Data that is handed to the operating system survives the end of the process, even by {@code kill -9}, but not a
 * power failure. A power failure may lose writes since the last force, and it loses the most recent ones first: there
 * is one point in the commit log, and exactly the writes after that point are lost, in all streams. Readers may already
 * have seen the lost entries, and later entries get the same ids. Call {@code sync()} before you store an id elsewhere.
 * In {@link #STRICT} no entry can be read before it is forced.
 *
 * <p>A {@linkplain JournalOptions#commitLog() commit log elsewhere}, such as one on Apache BookKeeper, may have no such
 * intermediate step. Then a call that is handed to the operating system according to the table returns before the log
 * has its data, and also the end of the process, without {@code close}, may lose the most recent writes.
 *
 * @since 0.1.0
 */
public enum SyncMode {
    /** Every append, batch and transaction returns when it is forced to the device. */
    STRICT,
    /**
     * Single appends return when the operating system has them, as described above; batches and transactions return
     * when they are forced. The next forced write also forces the appends before it, and so do a flush and {@code
     * close}. No timer forces them.
     */
    BATCH_ONLY,
    /**
     * All writes except the listed calls return when the operating system has them, as described above. A background
     * thread forces a write at most {@code syncInterval} after it, or as soon after that as the device allows.
     */
    ASYNC
}
