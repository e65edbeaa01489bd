package io.ironjournal.tools;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import picocli.CommandLine.Parameters;

/** Decides a branch in doubt. */
abstract class BranchDecision extends JournalCommand {

    @Parameters(index = "1", paramLabel = "ID", description = "The branch, as in-doubt prints it.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String branch;

    final String branch() {
        return branch;
    }

    @Override
    final void change(Journal journal) {
        Transactions transactions = Transactions.of(journal);
        BranchId found = transactions.inDoubt().stream()
                .map(InDoubtBranch::id)
                .filter(id -> id.toString().equals(branch))
                .findFirst()
                .orElseThrow(() -> wrong("No branch " + branch + " is in doubt. List the branches with in-doubt DIR"));
        decide(transactions, found);
    }

    abstract void decide(Transactions transactions, BranchId id);
}
