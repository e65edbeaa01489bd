package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The resources of the crash matrix: two journals, a database and a broker. Also recovers them. */
final class Participants implements AutoCloseable {

    /** More than a sector, so that half a record is written where a process dies in a write. */
    private static final int ENTRY_SIZE = 3_000;

    private final Narayana narayana;
    private final List<Journal> journals = new ArrayList<>();
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final OrdersDatabase database;
    private final OrdersBroker broker;

    /** Opens the participants. The process halts at a point in a journal; journals are counted from one. */
    Participants(
            Narayana narayana,
            Path directory,
            MatrixJournals kind,
            boolean withBroker,
            HaltPoint point,
            int dyingJournal,
            int write)
            throws Exception {
        this.narayana = narayana;
        this.database = new OrdersDatabase(narayana, directory.resolve("db"));
        opened.push(database);
        this.broker = withBroker ? new OrdersBroker(narayana, directory.resolve("broker")) : null;
        if (broker != null) {
            opened.push(broker);
        }
        for (int number = 1; number <= 2; number++) {
            Path root = directory.resolve("journal-" + number);
            boolean dying = number == dyingJournal;
            Journal journal;
            if (number == 1 && logTakesPart(kind)) {
                // The journal with the log is closed after Narayana.
                Journal log = TestNarayana.logJournal();
                journal = dying ? HaltingJournal.of(log, point, TestNarayana.LOG_WRITES) : log;
            } else {
                journal = dying ? HaltingJournal.open(kind, root, point, write) : kind.open(root, new HaltingWrites());
                opened.push(journal);
            }
            journals.add(journal);
            opened.push(JournalRecovery.register(journal));
        }
    }

    /** Returns whether Narayana's log is in the first journal. */
    static boolean logTakesPart(MatrixJournals kind) {
        return TestNarayana.IN_JOURNAL && kind == MatrixJournals.IN_FILES;
    }

    /** Opens all participants without a point at which the process halts. */
    static Participants open(Narayana narayana, Path directory, MatrixJournals kind, boolean withBroker)
            throws Exception {
        return new Participants(narayana, directory, kind, withBroker, HaltPoint.AFTER_ROLLBACK, 0, 0);
    }

    void createTable() throws Exception {
        database.createTable();
    }

    /** One order in one transaction of all that the case names. */
    void order(CrashCase crash) throws Exception {
        narayana.transactionManager().begin();
        if (crash.journalsFirst()) {
            addToJournals(crash);
        }
        if (crash.broker()) {
            broker.send(crash.toString());
        }
        if (!crash.point().isOnePhase()) {
            database.insert(crash.toString());
        }
        if (!crash.journalsFirst()) {
            addToJournals(crash);
        }
        narayana.transactionManager().commit();
    }

    private void addToJournals(CrashCase crash) {
        String order = String.format("%-" + ENTRY_SIZE + "s", crash);
        for (Journal journal : journals.subList(0, crash.journals())) {
            TransactionalJournal.of(journal, narayana.transactionManager(), narayana.synchronizationRegistry())
                    .writer("orders")
                    .add(order.getBytes(StandardCharsets.UTF_8));
        }
    }

    Journal journal(int number) {
        return journals.get(number - 1);
    }

    /** The orders in a journal, counted from one. */
    List<String> journalOrders(int number) {
        return JournalInTransactions.read(journal(number), "orders").stream()
                .map(String::strip)
                .toList();
    }

    List<String> databaseOrders() throws Exception {
        return database.orders();
    }

    List<String> brokerOrders() throws Exception {
        return broker == null ? List.of() : broker.messages();
    }

    @Override
    public void close() throws IOException {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception failure) {
                throw new IOException("A participant does not close", failure);
            }
        }
    }
}
