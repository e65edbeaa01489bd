package io.ironjournal.tools;

import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import picocli.CommandLine.Command;

/** Rolls a branch in doubt back. */
@Command(name = "rollback", description = "Rolls a branch in doubt back. Ask the transaction manager first.")
final class InDoubtRollbackCommand extends BranchDecision {

    @Override
    String describe() {
        return "roll back branch " + branch();
    }

    @Override
    void decide(Transactions transactions, BranchId id) {
        transactions.rollback(id);
    }
}
