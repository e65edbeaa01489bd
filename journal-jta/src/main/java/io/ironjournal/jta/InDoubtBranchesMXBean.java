package io.ironjournal.jta;

import java.util.List;

/**
 * Shows {@link InDoubtBranches} by JMX as {@code io.ironjournal:type=InDoubtBranches,journal=<id>}, while the journal has
 * at least one open {@link JournalRecovery}. Throws only exceptions of the JDK, because a JMX console does not have the
 * classes of the journal: where {@link InDoubtBranches} throws an exception of the journal, this throws {@link
 * IllegalStateException} with the same message and without a cause.
 *
 * @since 0.1.0
 */
public interface InDoubtBranchesMXBean {

    /**
     * A branch in doubt, in a form that any JMX console can show.
     *
     * @since 0.1.0
     */
    interface Row {

        /**
         * Returns the id of the branch.
         *
         * @return format, transaction and qualifier, the last two in hexadecimal; {@code commit} and {@code rollback}
         *     accept this text
         * @since 0.1.0
         */
        String getId();

        /**
         * Returns when the branch was prepared.
         *
         * @return the time in ISO-8601, UTC
         * @since 0.1.0
         */
        String getPreparedAt();

        /**
         * Returns the number of entries that a commit would write.
         *
         * @return the number of entries
         * @since 0.1.0
         */
        long getEntries();

        /**
         * Returns the size of the entries that a commit would write.
         *
         * @return the size in bytes
         * @since 0.1.0
         */
        long getBytes();

        /**
         * Returns the streams to which a commit would write.
         *
         * @return the names, with control characters escaped
         * @since 0.1.0
         */
        List<String> getStreams();
    }

    /**
     * Returns the branches in doubt.
     *
     * @return a snapshot, oldest first
     * @throws IllegalStateException when there are losses that are not accepted
     * @since 0.1.0
     */
    List<Row> getBranches();

    /**
     * Returns the losses of acknowledged data that are not accepted. Branches cannot be read while there are any.
     *
     * @return one sentence for each loss, oldest first
     * @since 0.1.0
     */
    List<String> getLosses();

    /**
     * Accepts all losses. Read {@link InDoubtBranches#acceptLoss()} first.
     *
     * @since 0.1.0
     */
    void acceptLoss();

    /**
     * Returns whether the recovery of a restored journal is held. Read {@link InDoubtBranches#isRecoveryHeld()} first.
     *
     * @return whether recovery waits for {@link #releaseRecovery()}
     * @since 0.1.0
     */
    boolean isRecoveryHeld();

    /**
     * Releases the recovery of a restored journal. Read {@link InDoubtBranches#releaseRecovery()} first.
     *
     * @throws IllegalStateException when the release cannot be recorded
     * @since 0.1.0
     */
    void releaseRecovery();

    /**
     * Commits a branch. Read {@link InDoubtBranches} first.
     *
     * @param id the id, as {@link #getBranches()} shows it
     * @throws IllegalArgumentException when the text is not a branch id; the message describes the form
     * @throws IllegalStateException when the branch is unknown or not prepared, or the journal has failed
     * @since 0.1.0
     */
    void commit(String id);

    /**
     * Rolls back a branch. Read {@link InDoubtBranches} first.
     *
     * @param id the id, as {@link #getBranches()} shows it
     * @throws IllegalArgumentException when the text is not a branch id; the message describes the form
     * @throws IllegalStateException when the branch is unknown or not prepared, or the journal has failed
     * @since 0.1.0
     */
    void rollback(String id);
}
