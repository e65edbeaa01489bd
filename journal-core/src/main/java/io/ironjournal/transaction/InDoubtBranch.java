package io.ironjournal.transaction;

import java.time.Instant;
import java.util.List;

/**
 * A branch that is prepared and undecided.
 *
 * <p>Immutable. A later release may add methods. {@code toString} shows all of it in one line, in the form of a record.
 *
 * @since 0.1.0
 */
public interface InDoubtBranch {

    /**
     * Returns the id.
     *
     * @return the branch
     * @since 0.1.0
     */
    BranchId id();

    /**
     * Returns the time of the vote.
     *
     * @return when it voted, by the clock of the machine that it voted on
     * @since 0.1.0
     */
    Instant preparedAt();

    /**
     * Returns the number of entries.
     *
     * @return how many entries it would write
     * @since 0.1.0
     */
    long entries();

    /**
     * Returns the size of the entries.
     *
     * @return the size of those entries
     * @since 0.1.0
     */
    long bytes();

    /**
     * Returns the streams.
     *
     * @return the streams that it would write to, in the order of its first entry for each
     * @since 0.1.0
     */
    List<String> streams();
}
