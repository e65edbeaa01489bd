package io.ironjournal;

/**
 * What an append waits for. Prepared and committed branches of distributed transactions are forced in every mode, and
 * {@link Journal#sync()} forces everything so far.
 *
 * <p>"Handed to the operating system" survives the end of the process, {@code kill -9} included, but not a power cut. A
 * power cut takes a suffix of what was written to the whole journal since the last force, never an entry before one that
 * survives. Ids given out in that suffix are given again: call {@code sync()} before storing one elsewhere.
 */
public enum SyncMode {
    /** Every append, batch and transaction returns when it is forced to the device. */
    STRICT,
    /** Single appends return when handed to the operating system, batches and transactions when forced. */
    BATCH_ONLY,
    /** All return when handed to the operating system, and are forced at least every {@code syncInterval}. */
    ASYNC
}
