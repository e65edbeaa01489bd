package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.jta.xa.XATxConverter;
import io.ironjournal.IntegrationException;
import io.ironjournal.Journal;
import io.ironjournal.jta.InMemoryJournal;
import io.ironjournal.jta.InMemoryJournal.Call;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.JournalXADataSource;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalRecoveryTest {

    private final TransactionManager tm = TestNarayana.tm();
    private final Narayana narayana = TestNarayana.get();
    private InMemoryJournal journal = new InMemoryJournal();

    @AfterEach
    void leave() throws Exception {
        TestNarayana.leave();
        journal.close();
        assertEquals(List.of(), TestNarayana.logs());
    }

    /** What a crash after this branch's prepare, and before Narayana logged its decision, leaves. */
    static void leaveInDoubt(Journal journal, String node) {
        byte[] uid = new Uid().getBytes();
        byte[] name = bytes(node);
        byte[] transaction = Arrays.copyOf(uid, uid.length + name.length);
        System.arraycopy(name, 0, transaction, uid.length, name.length);
        BranchId id = new BranchId(XATxConverter.FORMAT_ID, transaction, Arrays.copyOf(new Uid().getBytes(), 36));
        Transactions.of(journal).begin(id).add("orders", bytes("orphan"));
        Transactions.of(journal).prepare(id);
    }

    @Test
    void integrationIsFoundByServiceLoader() {
        assertTrue(JournalTransactionIntegration.find().orElseThrow() instanceof NarayanaIntegration);
    }

    /** Otherwise recovery would roll back what other resources have committed. */
    @Test
    void journalWithDecisions_butWithoutTheLog_isRefused(@TempDir Path directory) {
        try (Journal former = Journal.open(directory.resolve("journal"))) {
            ManagerStates states = Transactions.of(former).states();
            states.put("/StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction/0:1:2:3:4", bytes("decision"));
            IntegrationException refused =
                    assertThrows(IntegrationException.class, () -> JournalRecovery.register(former));
            assertTrue(refused.getMessage().contains("transactions that are not complete: 1"), refused.getMessage());
            assertTrue(refused.getMessage().contains("NarayanaSetup.logIn"), refused.getMessage());
            states.remove(states.keys().get(0));
            JournalRecovery.register(former).close();
        }
    }

    @Test
    void orphan_safetyIntervalHasPassed_isRolledBack() throws Exception {
        leaveInDoubt(journal, TestNarayana.NODE);
        try (JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertTrue(recovery.toString().contains(journal.journalId().toString()));
            narayana.scan();
            narayana.scan();
        }
        assertEquals(List.of(), journal.inDoubt());
        assertEquals(List.of(), journal.read("orders"));
    }

    @Test
    void orphan_ofAnotherNode_staysInDoubt() throws Exception {
        leaveInDoubt(journal, "another");
        try (JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertTrue(recovery.toString().contains(journal.journalId().toString()));
            narayana.scan();
            narayana.scan();
        }
        assertEquals(1, journal.inDoubt().size());
    }

    @Test
    void orphan_journalNotRegistered_staysInDoubt() throws Exception {
        leaveInDoubt(journal, TestNarayana.NODE);
        JournalRecovery.register(journal).close();
        narayana.scan();
        narayana.scan();
        assertEquals(1, journal.inDoubt().size());
    }

    @Test
    void decidedTransaction_journalNotOpen_commitsOnceItIsOpen() throws Exception {
        TransactionalJournal transactional = transactional(journal);
        tm.begin();
        transactional.writer("orders").add(bytes("a"));
        tm.getTransaction().enlistResource(new Partner());
        journal.failForce(Call.COMMIT, false);
        tm.commit();
        journal.close();
        for (int scan = 0; scan < 2; scan++) {
            narayana.scan();
            assertEquals(1, TestNarayana.logs().size());
        }
        // Without a registration for recovery, the handle in the log finds the journal as soon as it is open.
        journal = journal.reopen();
        new JournalXADataSource(journal);
        narayana.scan();
        assertEquals(List.of("a"), journal.read("orders"));
        assertEquals(List.of(), TestNarayana.logs());
    }

    @Test
    void continuousScans_activeTransactions_areNotRolledBack() throws Exception {
        TransactionalJournal transactional = transactional(journal);
        AtomicBoolean over = new AtomicBoolean();
        int committed = 0;
        try (JournalRecovery recovery = JournalRecovery.register(journal)) {
            assertTrue(recovery.toString().contains(journal.journalId().toString()));
            CompletableFuture<Void> scanning = CompletableFuture.runAsync(() -> {
                while (!over.get()) {
                    narayana.scan();
                }
            });
            long end = System.nanoTime() + 2_500_000_000L;
            while (System.nanoTime() < end) {
                tm.begin();
                transactional.writer("orders").add(bytes("a"));
                tm.getTransaction().enlistResource(new Partner());
                tm.commit();
                committed++;
            }
            over.set(true);
            scanning.join();
        }
        assertEquals(committed, journal.read("orders").size());
        assertEquals(List.of(), journal.inDoubt());
    }

    @Test
    void closeRegistration_duringScan_waitsForScan() throws Exception {
        leaveInDoubt(journal, "another");
        JournalRecovery recovery = JournalRecovery.register(journal);
        CompletableFuture<Void> scanning = CompletableFuture.runAsync(narayana::scan);
        // Between the two passes, while the resource of the journal is in use.
        Thread.sleep(300);
        recovery.close();
        journal.close();
        scanning.join();
    }
}
