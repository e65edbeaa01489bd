package io.ironjournal.cdi;

import io.ironjournal.transaction.InDoubtBranch;
import java.util.List;

/**
 * A CDI event: branches are prepared, and nobody has decided them for more than five minutes. The journal looks when a
 * branch begins and when the transaction manager's recovery asks for branches, once a minute at most, and fires this each
 * time as long as there are any, on a thread of the common pool. {@link io.ironjournal.jta.InDoubtBranches} lists them
 * and decides them.
 *
 * @param journal the journal's name, {@link JournalName#DEFAULT} for the default journal; also its qualifier
 * @param branches these branches, oldest first
 * @since 0.1.0
 */
public record InDoubtTooLong(String journal, List<InDoubtBranch> branches) {

    /**
     * Keeps a copy of the list.
     *
     * @param journal the journal's name
     * @param branches these branches, oldest first
     * @since 0.1.0
     */
    public InDoubtTooLong {
        branches = List.copyOf(branches);
    }
}
