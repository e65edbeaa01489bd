package io.ironjournal;

/**
 * Selects what opening a journal does when acknowledged data is damaged or missing: records of the commit log, files, or
 * the end of a stream. For a stream that the log does not mention, the policy applies when the stream is first used.
 *
 * <p>The policy does not apply in two other cases. An unfinished write that a crash left at the end of the log (a torn
 * tail) is always discarded. Damage elsewhere in a segment affects only its entries: reading them throws {@link
 * CorruptionException}.
 *
 * @since 0.1.0
 */
public enum CorruptionPolicy {

    /** Throws a {@link CorruptionException} that names the file and, if it is known, the offset. Changes nothing. */
    FAIL,

    /**
     * Opens the journal without the data that is damaged or missing. Discards the log from the damage on, including
     * undamaged records after it. The discarded bytes are kept in a file of the directory {@code quarantine}, and {@link
     * RecoveryReport#losses()} describes each loss.
     *
     * <p>Entries that are already in segments remain. Therefore a batch or transaction after the damage may remain in
     * part. Until {@link io.ironjournal.spi.transaction.Transactions#acceptLoss()} is called, {@link
     * io.ironjournal.spi.transaction.Transactions#inDoubt()} throws {@link
     * io.ironjournal.transaction.UnacceptedLossException}, and branches that recovery found are not decided. {@link
     * RecoveryReport#inDoubt()} lists them.
     */
    TRUNCATE
}
