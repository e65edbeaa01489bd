package io.ironjournal.tools;

import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import picocli.CommandLine.Command;

/** Commits a branch in doubt. */
@Command(name = "commit", description = "Commits a branch in doubt. Ask the transaction manager first how it decided.")
final class InDoubtCommitCommand extends BranchDecision {

    @Override
    String describe() {
        return "commit branch " + branch();
    }

    @Override
    void decide(Transactions transactions, BranchId id) {
        transactions.commit(id);
    }
}
