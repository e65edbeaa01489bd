package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A vote of the journal that has Narayana's log is in memory only until the decision. If it is lost meanwhile, the decision
 * must be refused.
 */
@EnabledIfSystemProperty(
        named = "narayana.log",
        matches = "journal",
        disabledReason = "this process has its log in files")
class HeldVotesTest {

    private final TransactionManager tm = TestNarayana.tm();
    private final SimulatedStorage storage = new SimulatedStorage(1);
    private Journal journal = open();

    private Journal open() {
        Journal opened =
                JournalOpener.open(JournalOptions.builder(Path.of("/simulated")).build(), storage, false);
        JournalObjectStore.INSTANCE.bind(Transactions.of(opened), true);
        return opened;
    }

    @AfterEach
    void leave() throws Exception {
        TestNarayana.leave();
        TestNarayana.rebind();
    }

    @Test
    void journalThatIsOpenedAgainBeforeTheDecision_rollsBackEverywhere() throws Exception {
        Partner partner = new Partner() {
            @Override
            public int prepare(Xid xid) throws XAException {
                journal.close();
                journal = open();
                return super.prepare(xid);
            }
        };
        tm.begin();
        TransactionalJournal.of(journal, tm, TestNarayana.get().synchronizationRegistry())
                .writer("orders")
                .add(new byte[10]);
        tm.getTransaction().enlistResource(partner);
        assertThrows(RollbackException.class, tm::commit);
        assertTrue(partner.calls.contains("rollback"), partner.calls.toString());
        assertFalse(partner.calls.contains("commit"), partner.calls.toString());
        assertEquals(0, journal.nextId("orders"));
        assertEquals(List.of(), Transactions.of(journal).states().keys());
    }
}
