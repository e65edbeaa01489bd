package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.arjuna.ats.arjuna.coordinator.TwoPhaseOutcome;
import com.arjuna.ats.internal.jta.transaction.arjunacore.jca.SubordinateTransaction;
import com.arjuna.ats.internal.jta.transaction.arjunacore.jca.SubordinationManager;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import jakarta.transaction.HeuristicMixedException;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.jboss.tm.FirstResource;
import org.jboss.tm.LastResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions while Narayana's log is in a journal on a simulated disk. */
@EnabledIfSystemProperty(
        named = "narayana.log",
        matches = "journal",
        disabledReason = "this process has its log in files")
class LogInJournalTest {

    private final TransactionManager tm = TestNarayana.tm();
    private final TransactionSynchronizationRegistry registry =
            TestNarayana.get().synchronizationRegistry();
    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final Journal journal = open(storage);

    @AfterEach
    void leave() throws Exception {
        TestNarayana.leave();
        TestNarayana.rebind();
    }

    private static Journal open(SimulatedStorage storage) {
        return JournalOpener.open(JournalOptions.builder(Path.of("/simulated")).build(), storage, false);
    }

    private void useAsLog() {
        JournalObjectStore.INSTANCE.bind(Transactions.of(journal), true);
    }

    private void addOrder() {
        TransactionalJournal.of(journal, tm, registry).writer("orders").add("order".getBytes(StandardCharsets.UTF_8));
    }

    private void begin(Partner... partners) throws Exception {
        tm.begin();
        addOrder();
        for (Partner partner : partners) {
            tm.getTransaction().enlistResource(partner);
        }
    }

    /** Otherwise Narayana would write the decision to files, where no recovery would look for it. */
    @Test
    void transactionAfterTheClose_rollsBack_andNarayanaCanBeStartedAgain() throws Exception {
        TestNarayana.leaveToOthers();
        Partner partner = new Partner();
        begin(partner, new Partner());
        assertThrows(RollbackException.class, tm::commit);
        assertTrue(partner.calls.contains("rollback"), partner.calls.toString());
        assertEquals(0, journal.nextId("orders"));
        TestNarayana.get();
        begin(new Partner());
        tm.commit();
        assertEquals(1, journal.nextId("orders"));
        assertEquals(
                List.of(),
                TestNarayana.filesWithContent().stream()
                        .filter(name -> name.contains("AtomicAction"))
                        .toList());
    }

    /** A decision that comes back would commit what the application was told is rolled back. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void transactionThatAResourceRollsBackAfterTheDecision_staysRolledBackAfterAPowerCut(int seed) throws Exception {
        JournalObjectStore.INSTANCE.bind(Transactions.of(journal), false);
        Partner refusing = new Partner();
        refusing.failCommitWith = XAException.XA_RBROLLBACK;
        tm.begin();
        tm.getTransaction().enlistResource(refusing);
        addOrder();
        assertThrows(RollbackException.class, tm::commit);
        Journal opened = open(storage.powerCut(seed));
        assertEquals(List.of(), Transactions.of(opened).states().keys());
        assertEquals(List.of(), Transactions.of(opened).inDoubt());
    }

    /** The journal's branch is committed with the decision. The other resource's refusal comes too late. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void transactionThatAResourceRollsBackAfterTheDecision_isReportedAsMixed(int seed) throws Exception {
        useAsLog();
        Partner refusing = new Partner();
        refusing.failCommitWith = XAException.XA_RBROLLBACK;
        tm.begin();
        tm.getTransaction().enlistResource(refusing);
        addOrder();
        assertThrows(HeuristicMixedException.class, tm::commit);
        assertEquals(1, journal.nextId("orders"));
        assertEquals(0, Transactions.of(journal).begun(), "branches that Narayana has not completed");
        Journal opened = open(storage.powerCut(seed));
        assertEquals(1, opened.nextId("orders"));
        assertEquals(List.of(), Transactions.of(opened).inDoubt());
    }

    private long forcesOfOneTransaction(Partner... partners) throws Exception {
        begin(partners);
        long forces = journal.stats().forces();
        tm.commit();
        return journal.stats().forces() - forces;
    }

    @Test
    void transaction_needsOneForce() throws Exception {
        useAsLog();
        assertEquals(1, forcesOfOneTransaction(new Partner()), "decision and commit");
        assertEquals(0, Transactions.of(journal).begun());
        assertEquals(List.of(), Transactions.of(journal).states().keys());
    }

    @Test
    void transaction_withForcedVotes_needsThreeForces() throws Exception {
        JournalObjectStore.INSTANCE.bind(Transactions.of(journal), false);
        assertEquals(3, forcesOfOneTransaction(new Partner()), "prepare, decision, commit");
    }

    @Test
    void transaction_whoseDecisionIsElsewhere_forcesItsVote() throws Exception {
        Journal other = open(new SimulatedStorage(2));
        JournalObjectStore.INSTANCE.bind(Transactions.of(other), true);
        assertEquals(2, forcesOfOneTransaction(new Partner()), "prepare and commit");
    }

    /** It commits before the decision is written. */
    @Test
    void transaction_withALastResource_forcesItsVote() throws Exception {
        useAsLog();
        tm.begin();
        addOrder();
        tm.getTransaction().enlistResource(new Partner());
        LastPartner last = new LastPartner();
        tm.getTransaction().enlistResource(last);
        storage.failForceAfter(1);
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(List.of("rollback"), last.calls);
    }

    @Test
    void transaction_withALastResource_commitsWithTheDecision() throws Exception {
        useAsLog();
        LastPartner last = new LastPartner();
        assertEquals(2, forcesOfOneTransaction(last, new Partner()), "prepare; decision and commit");
        assertEquals(List.of("commit in one phase"), last.calls);
        assertEquals(1, journal.nextId("orders"));
        assertEquals(0, Transactions.of(journal).begun());
        assertEquals(List.of(), Transactions.of(journal).states().keys());
    }

    @Test
    void transaction_whoseLastResourceRefuses_rollsBack() throws Exception {
        useAsLog();
        LastPartner last = new LastPartner();
        last.failCommitWith = XAException.XA_RBROLLBACK;
        begin(last, new Partner());
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(0, journal.nextId("orders"));
        assertEquals(0, Transactions.of(journal).begun());
        assertEquals(1, forcesOfOneTransaction(new Partner()), "of the next transaction");
    }

    /** The last resource has committed. If the decision survives, so do the entries; otherwise they are in doubt. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void transaction_withALastResource_powerCutAtTheDecision_losesNoEntry(int seed) throws Exception {
        useAsLog();
        LastPartner last = new LastPartner();
        begin(last, new Partner());
        storage.failForceAfter(2);
        assertThrows(JournalFailedException.class, tm::commit);
        tm.suspend();
        assertEquals(List.of("commit in one phase"), last.calls);
        Journal opened = open(storage.powerCut(seed));
        int inDoubt = Transactions.of(opened).inDoubt().size();
        assertEquals(1, inDoubt + opened.nextId("orders"));
        boolean decided = !Transactions.of(opened).states().keys().isEmpty();
        assertTrue(decided || inDoubt == 1, "entries without their decision");
    }

    /** The decision of the transaction that it was imported into says nothing about the order of its resources. */
    @Test
    void branchOfATransactionThatWasImportedIntoItsOwnProcess_forcesItsVote() throws Exception {
        useAsLog();
        Partner refusing = new Partner();
        refusing.failCommitWith = XAException.XA_RBROLLBACK;
        ImportingPartner importing = new ImportingPartner();
        tm.begin();
        Transaction root = tm.getTransaction();
        root.enlistResource(refusing);
        root.enlistResource(importing);
        tm.suspend();
        importing.imported = SubordinationManager.getTransactionImporter().importTransaction(importing.xid);
        tm.resume((Transaction) importing.imported);
        addOrder();
        tm.suspend();
        tm.resume(root);
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(0, journal.nextId("orders"));
        assertEquals(0, Transactions.of(journal).begun());
    }

    /** Passes its calls on to a transaction that was imported. */
    private static final class ImportingPartner extends Partner {

        private Xid xid;
        private SubordinateTransaction imported;

        @Override
        public void start(Xid given, int flags) {
            xid = given;
        }

        @Override
        public int prepare(Xid given) {
            return imported.doPrepare() == TwoPhaseOutcome.PREPARE_OK ? XA_OK : XA_RDONLY;
        }

        @Override
        public void rollback(Xid given) throws XAException {
            try {
                imported.doRollback();
            } catch (Exception e) {
                throw new XAException(XAException.XA_HEURHAZ);
            }
        }
    }

    private static final class LastPartner extends Partner implements LastResource {}

    @Test
    void anotherFirstResource_keepsItsPlace_andTheVoteIsForced() throws Exception {
        useAsLog();
        tm.begin();
        tm.getTransaction().enlistResource(new FirstPartner());
        addOrder();
        long forces = journal.stats().forces();
        tm.commit();
        assertEquals(3, journal.stats().forces() - forces);
        assertEquals(1, journal.nextId("orders"));
    }

    private static final class FirstPartner extends Partner implements FirstResource {}

    /** Then the decision is a row of that database, and not in the journal. */
    @Test
    void transaction_withACommitMarkableResourceConfigured_forcesItsVote() throws Exception {
        useAsLog();
        jtaPropertyManager.getJTAEnvironmentBean().setCommitMarkableResourceJNDINames(List.of("java:/rows"));
        try {
            assertEquals(3, forcesOfOneTransaction(new Partner()), "prepare, decision, commit");
        } finally {
            jtaPropertyManager.getJTAEnvironmentBean().setCommitMarkableResourceJNDINames(List.of());
        }
    }

    @Test
    void transactionThatIsRolledBackAfterTheVote_needsNoForce() throws Exception {
        useAsLog();
        Partner refusing = new Partner();
        refusing.failPrepareWith = XAException.XA_RBROLLBACK;
        begin(refusing);
        long forces = journal.stats().forces();
        assertThrows(RollbackException.class, tm::commit);
        assertEquals(forces, journal.stats().forces());
        assertEquals(0, journal.nextId("orders"));
        assertEquals(0, Transactions.of(journal).begun());
    }

    @Test
    void forceOfTheDecisionFails_nothingIsRolledBack() throws Exception {
        useAsLog();
        Partner partner = new Partner();
        begin(partner);
        storage.failForceAfter(1);
        JournalFailedException unknown = assertThrows(JournalFailedException.class, tm::commit);
        assertTrue(unknown.outcomeUnknown());
        assertEquals(List.of("prepare"), partner.calls);
        tm.suspend();
    }

    /** What a rollback writes is no decision, so its failure is Narayana's to handle. */
    @Test
    void forceOfAHeuristicOutcomeFails_isNoUncheckedException() throws Exception {
        useAsLog();
        Partner mixed = new Partner();
        mixed.failRollbackWith = XAException.XA_HEURMIX;
        Partner refusing = new Partner();
        refusing.failPrepareWith = XAException.XA_RBROLLBACK;
        tm.begin();
        tm.getTransaction().enlistResource(mixed);
        tm.getTransaction().enlistResource(refusing);
        storage.failForceAfter(1);
        Exception thrown = assertThrows(Exception.class, tm::commit);
        assertFalse(thrown instanceof JournalFailedException, thrown.toString());
    }
}
