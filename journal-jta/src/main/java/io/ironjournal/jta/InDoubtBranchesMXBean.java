package io.ironjournal.jta;

import java.util.List;

/**
 * {@link InDoubtBranches} by JMX, under {@code io.ironjournal:type=InDoubtBranches,journal=<id>}, while the journal is
 * registered with {@link JournalRecovery}. Where {@link InDoubtBranches} throws an exception of the journal, this throws an
 * {@link IllegalStateException} with the same message, which a console can read without the journal's classes.
 *
 * @since 0.1.0
 */
public interface InDoubtBranchesMXBean {

    /**
     * A branch in doubt, in a form that any JMX console shows.
     *
     * @since 0.1.0
     */
    interface Row {

        /**
         * Names the branch.
         *
         * @return format, transaction and qualifier, the last two in hexadecimal; what {@code commit} and
         *     {@code rollback} take
         */
        String getId();

        /**
         * Tells when it voted.
         *
         * @return in ISO-8601, UTC
         */
        String getPreparedAt();

        /**
         * Counts what it would write.
         *
         * @return its entries
         */
        long getEntries();

        /**
         * Sizes what it would write.
         *
         * @return in bytes
         */
        long getBytes();

        /**
         * Names the streams that it would write to.
         *
         * @return the names, in which line breaks and other control characters are escaped
         */
        List<String> getStreams();
    }

    /**
     * Lists the branches in doubt.
     *
     * @return a snapshot, oldest first
     * @since 0.1.0
     */
    List<Row> getBranches();

    /**
     * Tells what acknowledged data was lost and not accepted; the branches are not listed until it is.
     *
     * @return a sentence for each cut, oldest first
     * @since 0.1.0
     */
    List<String> getLosses();

    /**
     * Accepts what was lost; see {@link InDoubtBranches} about doing so.
     *
     * @since 0.1.0
     */
    void acceptLoss();

    /**
     * Commits a branch; see {@link InDoubtBranches} about doing so.
     *
     * @param id as listed
     * @throws IllegalArgumentException when the text is not an id of a branch; it says how one is written
     * @since 0.1.0
     */
    void commit(String id);

    /**
     * Rolls a branch back; see {@link InDoubtBranches} about doing so.
     *
     * @param id as listed
     * @throws IllegalArgumentException when the text is not an id of a branch; it says how one is written
     * @since 0.1.0
     */
    void rollback(String id);
}
