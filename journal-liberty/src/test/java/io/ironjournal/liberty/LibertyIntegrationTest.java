package io.ironjournal.liberty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.ibm.tx.jta.LibertyServer;
import io.ironjournal.jta.InMemoryJournal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.jta.JournalTransactionIntegration;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A journal in a WAR, on a server that deserializes resources by its own class loader. */
class LibertyIntegrationTest {

    private LibertyServer server;
    private TransactionManager manager;
    private final InMemoryJournal journal = new InMemoryJournal();

    @BeforeEach
    void startServer() {
        server = LibertyServer.start();
        manager = server.manager();
    }

    private void add(InMemoryJournal to, String entry) throws Exception {
        manager.begin();
        TransactionalJournal.of(to).writer("orders").add(entry.getBytes(StandardCharsets.UTF_8));
    }

    private void crashAfterDecision(String entry) throws Exception {
        server.crashAfterDecision();
        add(journal, entry);
        assertThrows(Error.class, manager::commit);
    }

    @Test
    void find_inLiberty_findsThisIntegration() {
        assertInstanceOf(
                LibertyIntegration.class, JournalTransactionIntegration.find().orElseThrow());
    }

    @Test
    void enlist_journalInWar_commits() throws Exception {
        try (JournalRecovery recovery = JournalRecovery.register(journal)) {
            add(journal, "first");
            manager.commit();
            add(journal, "second");
            manager.rollback();
            assertEquals(List.of("first"), journal.read("orders"));
            assertTrue(recovery.toString().contains(journal.journalId().toString()), recovery::toString);
        }
    }

    /** Shows why the journal gives Liberty a name instead of its resource. */
    @Test
    void enlistResource_handleWithoutName_isRejectedByServer() throws Exception {
        manager.begin();
        JournalRecoveryHandle handle = new JournalRecoveryHandle(journal.journalId());
        Transaction transaction = manager.getTransaction();
        assertThrows(SystemException.class, () -> transaction.enlistResource(handle));
    }

    @Test
    void recover_afterCrash_commitsDecidedBranchOnceApplicationHasStarted() throws Exception {
        crashAfterDecision("decided");
        InMemoryJournal reopened = journal.reopen();
        assertEquals(1, reopened.inDoubt().size());
        assertFalse(server.recover(), "the application has not started yet");
        try (JournalRecovery recovery = JournalRecovery.register(reopened)) {
            assertTrue(server.recover(), recovery.toString());
        }
        assertEquals(List.of(), reopened.inDoubt());
        assertEquals(List.of("decided"), reopened.read("orders"));
    }

    /** As when the process ends after the journal's commit and before the server's log says so. */
    @Test
    void recover_journalHasCommittedAlready_isAnsweredWithSuccess() throws Exception {
        crashAfterDecision("decided");
        InMemoryJournal reopened = journal.reopen();
        try (JournalRecovery recovery = JournalRecovery.register(reopened)) {
            assertTrue(server.recover(), recovery.toString());
            assertTrue(server.recover(), recovery.toString());
        }
        assertEquals(List.of("decided"), reopened.read("orders"));
    }

    @Test
    void recover_afterRegistrationEnded_isIncomplete() throws Exception {
        JournalRecovery.register(journal).close();
        crashAfterDecision("decided");
        assertFalse(server.recover());
        InMemoryJournal reopened = journal.reopen();
        JournalRecovery first = JournalRecovery.register(reopened);
        JournalRecovery.register(reopened).close();
        first.close();
        assertFalse(server.recover());
        assertEquals(1, reopened.inDoubt().size());
    }

    @Test
    void enlist_transactionOfAnotherThread_callsThatTransaction() throws Exception {
        manager.begin();
        Transaction other = manager.suspend();
        manager.begin();
        JournalRecoveryHandle handle = new JournalRecoveryHandle(journal.journalId());
        assertThrows(SystemException.class, () -> new LibertyIntegration().enlist(other, handle));
    }

    @Test
    void integration_outsideOfLiberty_saysWhatItNeeds() {
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class, () -> LibertyTransactions.of(ClassLoader.getPlatformClassLoader()));
        assertTrue(refusal.getMessage().contains("com.ibm.tx.jta.ExtendedTransactionManager is missing"));
        assertTrue(refusal.getMessage().contains("works in Open Liberty only"));
    }
}
