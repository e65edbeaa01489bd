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

/** A journal in a WAR, on a server that reads resources back with classes of its own. */
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

    private void dieAfterTheDecision(String entry) throws Exception {
        server.dieAfterTheDecision();
        add(journal, entry);
        assertThrows(Error.class, manager::commit);
    }

    @Test
    void find_inLiberty_findsThisIntegration() {
        assertInstanceOf(
                LibertyIntegration.class, JournalTransactionIntegration.find().orElseThrow());
    }

    @Test
    void enlist_journalOfAWar_isAcceptedAndCommits() throws Exception {
        try (JournalRecovery recovery = JournalRecovery.register(journal)) {
            add(journal, "first");
            manager.commit();
            add(journal, "second");
            manager.rollback();
            assertEquals(List.of("first"), journal.read("orders"));
            assertTrue(recovery.toString().contains(journal.journalId().toString()), recovery::toString);
        }
    }

    /** What the server does with the resource itself, and why it gets a name instead. */
    @Test
    void enlistResource_handleWithoutAName_isRefusedByTheServer() throws Exception {
        manager.begin();
        JournalRecoveryHandle handle = new JournalRecoveryHandle(journal.journalId());
        Transaction transaction = manager.getTransaction();
        assertThrows(SystemException.class, () -> transaction.enlistResource(handle));
    }

    @Test
    void recover_afterACrash_waitsForTheApplicationAndCommitsWhatWasDecided() throws Exception {
        dieAfterTheDecision("decided");
        InMemoryJournal reopened = journal.reopen();
        assertEquals(1, reopened.inDoubt().size());
        assertFalse(server.recover(), "the application is not there yet");
        try (JournalRecovery recovery = JournalRecovery.register(reopened)) {
            assertTrue(server.recover(), recovery.toString());
        }
        assertEquals(List.of(), reopened.inDoubt());
        assertEquals(List.of("decided"), reopened.read("orders"));
    }

    @Test
    void recover_afterTheRegistrationEnded_waitsForTheNextOne() throws Exception {
        JournalRecovery.register(journal).close();
        dieAfterTheDecision("decided");
        assertFalse(server.recover());
        InMemoryJournal reopened = journal.reopen();
        JournalRecovery first = JournalRecovery.register(reopened);
        JournalRecovery.register(reopened).close();
        first.close();
        assertFalse(server.recover());
        assertEquals(1, reopened.inDoubt().size());
    }

    @Test
    void enlist_transactionOfAnotherThread_isLeftToThatTransaction() throws Exception {
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
