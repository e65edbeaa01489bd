package io.ironjournal.tools;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import picocli.CommandLine.Command;

/** Releases the recovery of a restored journal. */
@Command(
        name = "release",
        description =
                "Releases the recovery of a restored journal that has the log of a transaction manager. First restore the"
                        + " databases to the moment of the backup, or decide what is in doubt by hand: recovery rolls back"
                        + " what has no decision in this journal.")
final class InDoubtReleaseCommand extends JournalCommand {

    @Override
    String describe() {
        return "release the recovery";
    }

    @Override
    void change(Journal journal) {
        Transactions transactions = Transactions.of(journal);
        if (!transactions.isRecoveryHeld()) {
            throw wrong("Recovery is not held: the journal was not restored, or its recovery was released");
        }
        transactions.releaseRecovery();
    }
}
