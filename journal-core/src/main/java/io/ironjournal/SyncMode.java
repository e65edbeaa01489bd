package io.ironjournal;

/**
 * What an append waits for.
 *
 * <table>
 * <caption>When a call returns</caption>
 * <tr><th></th><th>single append</th><th>batch, local transaction</th><th>what else is listed below</th></tr>
 * <tr><td>{@link #STRICT}</td><td>forced</td><td>forced</td><td>forced</td></tr>
 * <tr><td>{@link #BATCH_ONLY}</td><td>handed to the operating system</td><td>forced</td><td>forced</td></tr>
 * <tr><td>{@link #ASYNC}</td><td>handed to the operating system</td><td>handed to the operating system</td><td>forced</td></tr>
 * </table>
 *
 * <p>Forced in every mode: votes and commits of distributed transactions, checkpoints and batches that hold one, moves of
 * cursors, {@link Journal#truncate}, {@link Journal#deleteStream} and {@link Journal#sync()}. Each force also covers all that
 * was written to the journal before it.
 *
 * <p>"Handed to the operating system" survives the end of the process, {@code kill -9} included, but not a power cut. A
 * power cut takes a suffix of what was written to the whole journal since the last force, never an entry before one that
 * survives. Readers may have seen entries of that suffix, and its ids are given again: call {@code sync()} before storing one
 * elsewhere. In {@link #STRICT} nothing can be read before it is forced.
 *
 * @since 0.1.0
 */
public enum SyncMode {
    /** Every append, batch and transaction returns when it is forced to the device. */
    STRICT,
    /**
     * Single appends return when handed to the operating system, batches and transactions when forced. Appends are forced
     * with the next write that is forced, or when the journal flushes or closes; no timer forces them.
     */
    BATCH_ONLY,
    /**
     * All return when handed to the operating system. A background thread forces what was written {@code syncInterval} after
     * it was written, or as soon after that as the device allows.
     */
    ASYNC
}
