package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.jta.TransactionalJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One order in a transaction of the journal and a database, in a process that dies meanwhile. */
final class CrashingApplication {

    private CrashingApplication() {}

    static Path journal(Path directory, HaltPoint point, boolean journalFirst) {
        return directory.resolve("journal-" + name(point, journalFirst));
    }

    static String name(HaltPoint point, boolean journalFirst) {
        return point + (journalFirst ? "-first" : "-last");
    }

    static Journal open(Path directory) {
        return Journal.open(JournalOptions.builder(directory)
                .logSegmentSize(1 << 20)
                .logBudget(4 << 20)
                .build());
    }

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        HaltPoint point = HaltPoint.valueOf(args[1]);
        boolean journalFirst = Boolean.parseBoolean(args[2]);
        Path store = Path.of(args[3]);
        String order = name(point, journalFirst);
        try (Narayana narayana = TestNarayana.setup(store).start();
                OrdersDatabase database =
                        point.isOnePhase() ? null : new OrdersDatabase(narayana, directory.resolve("db"));
                Journal journal = open(journal(directory, point, journalFirst))) {
            TransactionalJournal transactional = TransactionalJournal.of(
                    point.in(journal), narayana.transactionManager(), narayana.synchronizationRegistry());
            narayana.transactionManager().begin();
            if (journalFirst) {
                transactional.writer("orders").add(order.getBytes(StandardCharsets.UTF_8));
            }
            if (database != null) {
                database.insert(order);
            }
            if (!journalFirst) {
                transactional.writer("orders").add(order.getBytes(StandardCharsets.UTF_8));
            }
            narayana.transactionManager().commit();
        }
    }
}
