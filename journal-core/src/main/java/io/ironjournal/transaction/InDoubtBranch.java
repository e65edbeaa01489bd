package io.ironjournal.transaction;

import java.time.Instant;
import java.util.List;

/**
 * A prepared branch, also called a branch in doubt: the part of a JTA transaction in one journal, which is prepared,
 * and neither committed nor rolled back. This object is a snapshot.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all values in one line, like a record.
 *
 * @since 0.1.0
 */
public interface InDoubtBranch {

    /**
     * Returns the id of the branch.
     *
     * @return the id
     * @since 0.1.0
     */
    BranchId id();

    /**
     * Returns when the branch was prepared.
     *
     * @return the time of the clock of the machine on which it was prepared
     * @since 0.1.0
     */
    Instant preparedAt();

    /**
     * Returns the number of entries that a commit would write.
     *
     * @return the number of entries
     * @since 0.1.0
     */
    long entries();

    /**
     * Returns the size of the entries that a commit would write.
     *
     * @return the size in bytes
     * @since 0.1.0
     */
    long bytes();

    /**
     * Returns the streams to which a commit would write.
     *
     * @return the names of the streams, in the order in which the branch first wrote to them
     * @since 0.1.0
     */
    List<String> streams();
}
