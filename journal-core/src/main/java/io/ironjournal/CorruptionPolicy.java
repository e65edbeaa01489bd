package io.ironjournal;

/**
 * Selects what opening a journal does when acknowledged records of the commit log are damaged.
 *
 * <p>The policy also applies to missing files and to damage at the end of a stream. It does not matter for two other
 * cases. A torn tail is what a crash leaves of records that were never acknowledged: opening always discards it. Damage
 * elsewhere in a segment affects only its entries: reading them throws {@link CorruptionException}.
 *
 * @since 0.1.0
 */
public enum CorruptionPolicy {

    /** Fails with a {@link CorruptionException} that names file and offset, and changes nothing. */
    FAIL,

    /**
     * Discards the log from the damage on, including undamaged records after it. The discarded bytes are kept in a file
     * of the directory {@code quarantine}, and {@link RecoveryReport#losses()} describes each loss.
     *
     * <p>Entries that are already in segments remain. Therefore a batch or transaction after the damage may remain in
     * part. Branches in doubt are neither listed nor decided until {@link
     * io.ironjournal.spi.transaction.Transactions#acceptLoss()} is called.
     */
    TRUNCATE
}
