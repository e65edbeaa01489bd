package io.ironjournal.spring;

import io.ironjournal.transaction.InDoubtBranch;
import java.util.List;

/**
 * Event: branches wait for more than five minutes for a decision of the transaction manager. It is published once a minute at
 * most, on a thread of the common pool.
 *
 * @param journal the journal's name, {@code default} for the default one
 * @param branches the branches, oldest first
 * @since 0.1.0
 */
public record InDoubtTooLong(String journal, List<InDoubtBranch> branches) {

    /**
     * Copies the list.
     *
     * @param journal the journal's name
     * @param branches the branches
     */
    public InDoubtTooLong {
        branches = List.copyOf(branches);
    }
}
