package io.ironjournal.files;

import io.ironjournal.EntryIterator;
import java.util.List;

/**
 * Iterates over the entries of a stream in the files, past damage. Used by one thread. Holds at most one file open.
 *
 * <p>{@code hasNext} looks for the next entry that can be read. Damaged and missing entries are left out and become
 * findings. An error of the disk becomes a finding, too, and ends the iteration.
 *
 * @since 0.1.0
 */
public interface EntryScan extends EntryIterator {

    /**
     * Returns what was left out so far.
     *
     * @return the findings, in the order of the ids
     * @since 0.1.0
     */
    List<Finding> findings();
}
