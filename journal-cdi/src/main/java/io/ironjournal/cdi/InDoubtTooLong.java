package io.ironjournal.cdi;

import io.ironjournal.transaction.InDoubtBranch;
import java.util.List;

/**
 * A CDI event: branches are in doubt for more than five minutes. The journal checks when a branch begins and when the
 * recovery of the transaction manager lists branches, at most once a minute. It fires this event at each check that
 * finds such branches, on a thread of the common pool. {@link io.ironjournal.jta.InDoubtBranches} lists and decides
 * them. The event has the qualifier {@link JournalName} with the name of the journal. It is not fired for a journal of a
 * resource adapter (key {@code jndi}), nor for a {@code Journal} bean of the application.
 *
 * @param journal the journal's name; {@link JournalName#DEFAULT} for the default journal
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
