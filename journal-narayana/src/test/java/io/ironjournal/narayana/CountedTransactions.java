package io.ironjournal.narayana;

import io.ironjournal.Journal;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.transaction.xa.XAException;
import org.jboss.tm.LastResource;

/**
 * Runs transactions of each kind for {@code count-forces.sh}. A lookup of a file that does not exist marks where a kind
 * begins and ends.
 */
final class CountedTransactions {

    static final int COUNT = 10;

    private final TransactionManager tm;
    private final TransactionalJournal journal;
    private final TransactionalJournal second;

    private CountedTransactions(Narayana narayana, Journal journal, Journal second) {
        this.tm = narayana.transactionManager();
        this.journal = TransactionalJournal.of(journal, tm, narayana.synchronizationRegistry());
        this.second = TransactionalJournal.of(second, tm, narayana.synchronizationRegistry());
    }

    private interface Kind {
        void run() throws Exception;
    }

    public static void main(String[] args) throws Exception {
        Path directory = Files.createTempDirectory(Path.of(args[0]), "forces");
        Journal journal = Journal.open(
                HaltingJournal.options(directory.resolve("journal")).build());
        NarayanaSetup setup = TestNarayana.setup(directory.resolve("store"));
        switch (args[1]) {
            case "journal" -> setup.logIn(journal);
            case "forced-votes" -> setup.logIn(journal).forceVotes();
            default -> {}
        }
        Journal second =
                Journal.open(HaltingJournal.options(directory.resolve("second")).build());
        try (journal;
                second;
                Narayana narayana = setup.start()) {
            CountedTransactions transactions = new CountedTransactions(narayana, journal, second);
            // The first transaction of each kind creates directories and files.
            transactions.onePhase();
            transactions.twoPhases();
            transactions.twoJournals();
            transactions.run("one-phase", transactions::onePhase);
            transactions.run("two-phase", transactions::twoPhases);
            transactions.run("two-journals", transactions::twoJournals);
            transactions.run("last-resource", transactions::lastResource);
            transactions.run("read-only", transactions::readOnly);
            transactions.run("rollback", transactions::rollback);
            transactions.run("refused", transactions::refused);
        }
    }

    private void run(String name, Kind kind) throws Exception {
        mark("begin", name);
        for (int i = 0; i < COUNT; i++) {
            kind.run();
        }
        mark("end", name);
    }

    private static void mark(String what, String name) {
        if (Path.of("mark-" + what + "-" + name).toFile().canRead()) {
            throw new IllegalStateException("The marker file exists");
        }
    }

    private void add() {
        journal.writer("orders").add("entry".getBytes(StandardCharsets.UTF_8));
    }

    private void onePhase() throws Exception {
        tm.begin();
        add();
        tm.commit();
    }

    private void twoPhases() throws Exception {
        tm.begin();
        add();
        tm.getTransaction().enlistResource(new Partner());
        tm.commit();
    }

    private void twoJournals() throws Exception {
        tm.begin();
        add();
        second.writer("orders").add("entry".getBytes(StandardCharsets.UTF_8));
        tm.commit();
    }

    /** It commits between the vote of the journal and the decision. */
    private void lastResource() throws Exception {
        tm.begin();
        add();
        tm.getTransaction().enlistResource(new LastPartner());
        tm.commit();
    }

    private static final class LastPartner extends Partner implements LastResource {}

    private void readOnly() throws Exception {
        tm.begin();
        journal.writer("orders").close();
        journal.get("orders", 0);
        tm.getTransaction().enlistResource(new Partner());
        tm.commit();
    }

    private void rollback() throws Exception {
        tm.begin();
        add();
        tm.getTransaction().enlistResource(new Partner());
        tm.rollback();
    }

    /** The journal has voted when its partner refuses. */
    private void refused() throws Exception {
        Partner partner = new Partner();
        partner.failPrepareWith = XAException.XA_RBROLLBACK;
        tm.begin();
        add();
        tm.getTransaction().enlistResource(partner);
        try {
            tm.commit();
            throw new IllegalStateException("The other resource did not fail");
        } catch (RollbackException asWanted) {
            // This rollback is counted.
        }
    }
}
