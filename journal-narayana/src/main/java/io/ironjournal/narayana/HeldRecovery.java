package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;

/**
 * Holds Narayana's recovery while its log is in a restored journal, until an operator releases it. Decisions may be missing
 * there, which recovery would take for rollbacks.
 */
final class HeldRecovery {

    private HeldRecovery() {}

    /** Warns if recovery is held, and says what to do. */
    static void warn(Journal log, Transactions transactions) {
        if (transactions.isRecoveryHeld()) {
            System.getLogger("io.ironjournal.narayana")
                    .log(
                            System.Logger.Level.WARNING,
                            "Recovery is held: {0} has Narayana''s log and was restored from a backup, so decisions may be"
                                    + " missing. Branches in doubt are neither committed nor rolled back, in no resource. New"
                                    + " transactions work. Restore the databases to the moment of the backup, or decide by"
                                    + " hand: ironjournal in-doubt and in-doubt show list what this journal has. Then release"
                                    + " recovery by ironjournal in-doubt release, by the JMX operation releaseRecovery, or by"
                                    + " InDoubtBranches.releaseRecovery()",
                            log);
        }
    }

    /** Refuses a read that only recovery makes. */
    static void requireReleased(Transactions log) throws ObjectStoreException {
        if (log.isRecoveryHeld()) {
            ObjectStoreException held = new ObjectStoreException(
                    "Recovery is held, because the journal with Narayana's log was restored from a backup. Nothing is rolled back"
                            + " or committed until an operator releases it");
            // Narayana logs it several times in each scan.
            held.setStackTrace(new StackTraceElement[0]);
            throw held;
        }
    }
}
