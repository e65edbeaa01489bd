package io.ironjournal.samples.failover;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.bookkeeper.BookKeeperLog;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.narayana.Narayana;
import io.ironjournal.spi.transaction.Transactions;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The shop on one machine: a database elsewhere, and a journal whose log is on bookies. The journal has the decisions. */
final class Shop implements AutoCloseable {

    private static final String STREAM = "orders";
    private static final int MOST_SCANS = 8;

    private final Narayana narayana;
    private final TransactionManager tm;
    private final Books books;
    private final TransactionalJournal journal;
    private final JournalRecovery recovery;

    /** The outcome of an order, as the customer sees it. */
    enum Outcome {
        PLACED,
        REFUSED,
        UNKNOWN
    }

    /** What the database and the journal have. */
    record Found(List<Long> books, List<Long> journal, int inDoubt, long inDoubtInBooks, int decisions) {

        boolean isWell() {
            return books.equals(journal.stream().sorted().toList())
                    && inDoubt == 0
                    && inDoubtInBooks == 0
                    && decisions == 0;
        }

        /** Says what is unfinished; empty when nothing is. */
        String unfinished() {
            List<String> all = new ArrayList<>();
            addCount(all, "undecided transactions in the journal", inDoubt);
            addCount(all, "undecided transactions in the database", inDoubtInBooks);
            addCount(all, "decisions whose end is not recorded", decisions);
            return String.join("; ", all);
        }

        private static void addCount(List<String> all, String what, long count) {
            if (count > 0) {
                all.add(what + ": " + count);
            }
        }
    }

    /** Takes the shop over from another machine. */
    Shop(Path directory, String database, String bookKeeper) throws SQLException {
        Login login = Login.takeOver(database);
        Journal opened = Journal.open(JournalOptions.builder(directory.resolve("journal"))
                .commitLog(BookKeeperLog.at(bookKeeper)
                        .journal("shop")
                        .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(2)))
                .build());
        narayana = Decisions.start(directory.resolve("transactions"), opened);
        tm = narayana.transactionManager();
        books = new Books(narayana, login);
        recovery = JournalRecovery.register(opened);
        journal = TransactionalJournal.of(opened, tm, narayana.synchronizationRegistry());
    }

    /** Returns how many entries were built from the log. */
    long entriesBuilt() {
        return journal.recoveryReport().entriesReplayed();
    }

    Found look() throws SQLException {
        List<Long> inJournal = new ArrayList<>();
        try (EntryIterator entries = journal.iterate(STREAM, journal.firstId(STREAM))) {
            entries.forEachRemaining(entry -> inJournal.add(Long.valueOf(new String(entry.data(), UTF_8))));
        }
        int decisions = Transactions.of(journal).states().keys().size();
        return new Found(books.orders(), inJournal, journal.stats().inDoubt(), books.inDoubt(), decisions);
    }

    /** Completes what the earlier machine has left, and returns what there is then. */
    Found recover() throws SQLException {
        Found found = look();
        for (int scan = 0; scan < MOST_SCANS && !found.isWell(); scan++) {
            narayana.scan();
            found = look();
        }
        return found;
    }

    /** Places an order: a row and an entry, both or neither. */
    Outcome place(long order) throws Exception {
        return place(order, KillPoint.ALL_COMMITTED, () -> {});
    }

    /** Places an order, and does something at one point of the commit. */
    Outcome place(long order, KillPoint point, Runnable action) throws Exception {
        tm.begin();
        try {
            for (KillPoint.Participant participant : point.joining) {
                switch (participant) {
                    case JOURNAL ->
                        journal.writer(STREAM).add(Long.toString(order).getBytes(UTF_8));
                    case BOOKS -> books.enter(order);
                    case SWITCH -> tm.getTransaction().enlistResource(new Switch(point.turn, action));
                }
            }
        } catch (SQLException | RuntimeException e) {
            tm.rollback();
            return Outcome.REFUSED;
        }
        try {
            tm.commit();
            return Outcome.PLACED;
        } catch (RollbackException e) {
            return Outcome.REFUSED;
        } catch (Exception e) {
            return Outcome.UNKNOWN;
        }
    }

    /** Writes to the journal without a transaction. */
    void appendAlone(long order) {
        journal.autonomous().append(STREAM, Long.toString(order).getBytes(UTF_8));
    }

    @Override
    public void close() {
        recovery.close();
        books.close();
        narayana.close();
        // Last, because it has the decisions.
        journal.close();
    }
}
