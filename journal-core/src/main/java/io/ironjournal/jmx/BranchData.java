package io.ironjournal.jmx;

import java.util.List;

/**
 * A branch in doubt, in a form that any console can show.
 *
 * @since 0.1.0
 */
public interface BranchData {

    /**
     * Returns the id of the branch.
     *
     * @return format, transaction and qualifier of its Xid, the last two in hexadecimal
     * @since 0.1.0
     */
    String getXid();

    /**
     * Returns when the branch was prepared.
     *
     * @return the time in ISO-8601, UTC
     * @since 0.1.0
     */
    String getPreparedAt();

    /**
     * Returns how long the branch has been in doubt, by the system clock.
     *
     * @return the time in seconds
     * @since 0.1.0
     */
    long getAgeSeconds();

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
