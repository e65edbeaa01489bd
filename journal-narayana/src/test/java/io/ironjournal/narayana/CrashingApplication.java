package io.ironjournal.narayana;

import io.ironjournal.JournalFailedException;
import io.ironjournal.spi.transaction.Transactions;
import java.nio.file.Path;

/** A process that crashes in one transaction or during the recovery of earlier crashes. */
final class CrashingApplication {

    private CrashingApplication() {}

    public static void main(String[] args) throws Exception {
        run(MatrixJournals.IN_FILES, true, args);
    }

    /**
     * Crashes.
     *
     * @param withBroker whether a broker can take part in the recovery
     * @param args the directory, Narayana's store, and the case, or "recover" with a point and the number of a write
     */
    static void run(MatrixJournals journals, boolean withBroker, String... args) throws Exception {
        Path directory = Path.of(args[0]);
        Path store = Path.of(args[1]);
        if (args[2].equals("recover")) {
            recover(journals, withBroker, directory, store, HaltPoint.valueOf(args[3]), Integer.parseInt(args[4]));
        } else {
            transact(journals, directory, store, CrashCase.parse(args[2]));
        }
    }

    private static void transact(MatrixJournals journals, Path directory, Path store, CrashCase crash)
            throws Exception {
        HaltingStore.install(crash.point());
        try (Narayana narayana = TestNarayana.setup(store).start();
                Participants participants = new Participants(
                        narayana, directory, journals, crash.broker(), crash.point(), crash.dyingJournal(), 0)) {
            order(participants, crash);
        }
    }

    private static void order(Participants participants, CrashCase crash) throws Exception {
        try {
            participants.order(crash);
        } catch (JournalFailedException unknown) {
            if (crash.point().isInLogJournal() && unknown.outcomeUnknown()) {
                // What an application does then: it starts again.
                HaltPoint.halt();
            }
            throw unknown;
        }
    }

    private static void recover(
            MatrixJournals journals, boolean withBroker, Path directory, Path store, HaltPoint point, int write)
            throws Exception {
        HaltingStore.install(point);
        // Branches of the journal with the log are committed by the decision. Recovery finds none of them.
        int dying = Participants.logTakesPart(journals) ? 2 : 1;
        try (Narayana narayana = TestNarayana.setup(store).start();
                Participants participants =
                        new Participants(narayana, directory, journals, withBroker, point, dying, write)) {
            for (int scan = 0; scan < 3; scan++) {
                narayana.scan();
            }
            if (point == HaltPoint.LOG_UNREADABLE) {
                HaltPoint.halt();
            }
            throw new IllegalStateException("The process did not crash, and this is left: "
                    + Transactions.of(participants.journal(1)).inDoubt());
        }
    }
}
