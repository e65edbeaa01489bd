package io.ironjournal.spring;

import io.ironjournal.transaction.InDoubtBranch;
import java.util.List;

/**
 * A Spring event: branches are in doubt for more than five minutes. The journal checks when a branch begins and when
 * the recovery of the transaction manager lists branches, at most once a minute. The event is published at each check
 * that finds such branches, on a thread of the common pool. An exception of a listener is logged.
 *
 * @param journal the journal's name, {@code default} for the default journal
 * @param branches these branches, oldest first; unmodifiable
 * @since 0.1.0
 */
public record InDoubtTooLong(String journal, List<InDoubtBranch> branches) {

    /**
     * Creates the event with a copy of the list.
     *
     * @param journal the journal's name
     * @param branches these branches, oldest first
     * @since 0.1.0
     */
    public InDoubtTooLong {
        branches = List.copyOf(branches);
    }
}
