package io.ironjournal.files;

import io.ironjournal.IdRange;
import java.util.List;
import java.util.Optional;

/**
 * Where a stream has the same entries as a branch in doubt. Immutable. {@link InDoubtContent#search} makes it.
 *
 * @since 0.1.0
 */
public interface Occurrences {

    /**
     * {@return the ids that were searched; empty if the stream has no entries from the given id on, or does not exist}
     *
     * @since 0.1.0
     */
    IdRange searched();

    /**
     * {@return how often the stream has all entries of the branch. Two occurrences may share entries}
     *
     * @since 0.1.0
     */
    long count();

    /**
     * Returns where the stream has all entries of the branch.
     *
     * @return at most the 10 newest ranges, oldest first
     * @since 0.1.0
     */
    List<IdRange> newest();

    /**
     * Returns where the stream has only the beginning of the branch's entries. A loss may leave that, because a segment may
     * end within the entries of a transaction.
     *
     * @return the newest of the longest ranges that have the first entries of the branch; empty if the first entry is nowhere, or
     *     if the stream has all entries of the branch
     * @since 0.1.0
     */
    Optional<IdRange> part();

    /**
     * Returns whether entries before the searched ones were removed, by {@code truncate} or a rule of retention. The entries of
     * the branch may have been among them.
     *
     * @return true if the stream does not begin at id 0, and the search was to begin before its first entry
     * @since 0.1.0
     */
    boolean truncated();

    /**
     * Returns how many of the searched entries could not be compared, because they are damaged, missing, or lost before a
     * repair.
     *
     * @return the number of entries
     * @since 0.1.0
     */
    long missing();

    /**
     * {@return what is wrong with entries that could not be compared, except those lost before a repair}
     *
     * @since 0.1.0
     */
    List<Finding> findings();
}
