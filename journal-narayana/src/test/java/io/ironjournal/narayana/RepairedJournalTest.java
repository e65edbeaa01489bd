package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.InDoubtBranch;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A repair makes a journal with a new id, and decisions name the earlier one. So recovery never completes the branches of the
 * new journal that were decided, and does not roll them back either: an operator decides.
 */
class RepairedJournalTest {

    /** The second one would roll back a branch without a decision. */
    private static final int SCANS = 2;

    @TempDir
    Path directory;

    private final TransactionManager tm = TestNarayana.tm();
    private final Narayana narayana = TestNarayana.get();

    @BeforeEach
    void leaveADecidedBranchInDoubt() throws Exception {
        Journal journal = Journal.open(directory.resolve("journal"));
        tm.begin();
        tm.getTransaction().enlistResource(new Partner() {
            @Override
            public void commit(Xid xid, boolean onePhase) throws XAException {
                journal.close();
                super.commit(xid, onePhase);
            }
        });
        transactional(journal).writer("orders").add(bytes("a"));
        tm.commit();
        assertEquals(1, TestNarayana.logs().size());
    }

    @AfterEach
    void leave() throws Exception {
        TestNarayana.leave();
        TestNarayana.deleteLogs();
    }

    private void scan(Journal journal, int scans) {
        try (JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertTrue(recovery.toString().contains("JournalRecovery"), recovery.toString());
            for (int scan = 0; scan < scans; scan++) {
                narayana.scan();
            }
        }
    }

    private Journal repaired() {
        Path target = directory.resolve("repaired");
        try (JournalFiles files = JournalFiles.openReadOnly(directory.resolve("journal"))) {
            files.repairTo(JournalOptions.builder(target).build());
        }
        return Journal.open(target);
    }

    @Test
    void decidedBranchOfARepairedJournal_staysInDoubt_untilAnOperatorCommitsIt() {
        try (Journal journal = repaired()) {
            Transactions transactions = Transactions.of(journal);
            scan(journal, SCANS);
            List<InDoubtBranch> inDoubt = transactions.inDoubt();
            assertEquals(1, inDoubt.size());
            assertEquals(0, journal.nextId("orders"));
            assertEquals(1, TestNarayana.logs().size(), "The decision stays, because the earlier id is not found");
            transactions.commit(inDoubt.get(0).id());
            assertEquals(1, journal.nextId("orders"));
            assertEquals(List.of(), transactions.inDoubt());
        }
    }

    /** Shows that the decision is one that recovery carries out in the journal that it names. */
    @Test
    void decidedBranchOfTheJournalItself_isCommittedByRecovery() {
        try (Journal journal = Journal.open(directory.resolve("journal"))) {
            scan(journal, 1);
            assertEquals(1, journal.nextId("orders"));
            assertEquals(List.of(), Transactions.of(journal).inDoubt());
            assertEquals(List.of(), TestNarayana.logs());
        }
    }
}
