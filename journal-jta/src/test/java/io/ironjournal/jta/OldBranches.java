package io.ironjournal.jta;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import java.time.Duration;
import java.time.Instant;
import javax.transaction.xa.XAException;

/** Checks for branches in doubt as if time had passed. */
public final class OldBranches {

    private OldBranches() {}

    /**
     * Runs the check.
     *
     * @param later how much time has passed
     */
    public static void lookAsIf(Journal journal, Duration later) throws XAException {
        XaJournal open = XaJournals.find(Transactions.of(journal).journalId());
        open.watch().warn(open.inDoubt(), Instant.now().plus(later), System.nanoTime());
    }
}
