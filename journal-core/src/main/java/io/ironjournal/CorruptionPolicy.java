package io.ironjournal;

/**
 * What opening does when acknowledged records of the commit log are damaged. A torn end, as a crash leaves it, was never
 * acknowledged and is cut under each policy; damage in segments of streams costs the entries concerned, under each.
 *
 * @since 0.1.0
 */
public enum CorruptionPolicy {

    /** Refuses to open, names file and offset, and changes nothing. */
    FAIL,

    /**
     * Cuts the log at the damage. All that stands from there on is lost, also what is whole: it is kept in a file of
     * {@code quarantine}, and {@link RecoveryReport#losses()} tells of it. Entries that segments of streams hold already
     * stay, so that a batch or transaction behind the damage may be there in part. Branches in doubt are neither listed
     * nor decided until somebody calls {@link io.ironjournal.spi.transaction.Transactions#acceptLoss()}.
     */
    TRUNCATE
}
