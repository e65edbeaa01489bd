package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.arjuna.exceptions.ObjectStoreException;
import com.arjuna.ats.arjuna.objectstore.StateStatus;
import com.arjuna.ats.arjuna.state.InputObjectState;
import com.arjuna.ats.arjuna.state.OutputObjectState;
import com.arjuna.ats.internal.arjuna.common.UidHelper;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What Narayana's transaction manager and its recovery require of an object store. */
class JournalObjectStoreTest {

    private static final String TYPE = "/StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction";

    private final JournalObjectStore store = JournalObjectStore.INSTANCE;
    private final Uid uid = new Uid();
    private SimulatedStorage storage = new SimulatedStorage(1);
    private Journal journal;

    @BeforeEach
    void bind() {
        // Other tests of this process must not use it.
        journal = open(storage);
        store.bind(Transactions.of(journal), true);
    }

    @AfterEach
    void rebind() {
        if (TestNarayana.IN_JOURNAL) {
            TestNarayana.rebind();
        } else {
            store.unbind();
        }
    }

    private static Journal open(SimulatedStorage storage) {
        return JournalOpener.open(
                JournalOptions.builder(Path.of("/simulated"))
                        .logSegmentSize(8 << 10)
                        .logBudget(64 << 10)
                        .build(),
                storage,
                false);
    }

    private void reopen(SimulatedStorage next) {
        storage = next;
        journal = open(storage);
        store.bind(Transactions.of(journal), true);
    }

    private static OutputObjectState state(String text) throws IOException {
        OutputObjectState state = new OutputObjectState();
        state.packString(text);
        return state;
    }

    private String read(Uid of, String type) throws Exception {
        InputObjectState found = store.read_committed(of, type);
        return found == null ? null : found.unpackString();
    }

    private List<Uid> uids(String type) throws Exception {
        InputObjectState found = new InputObjectState();
        assertTrue(store.allObjUids(type, found));
        List<Uid> uids = new ArrayList<>();
        for (Uid next = UidHelper.unpackFrom(found);
                next.notEquals(Uid.nullUid());
                next = UidHelper.unpackFrom(found)) {
            uids.add(next);
        }
        return uids;
    }

    private List<String> types() throws Exception {
        InputObjectState found = new InputObjectState();
        assertTrue(store.allTypes(found));
        List<String> types = new ArrayList<>();
        for (String next = found.unpackString(); !next.isEmpty(); next = found.unpackString()) {
            types.add(next);
        }
        return types;
    }

    @Test
    void state_isThereWithAndWithoutTheFirstSlashOfItsType_alsoAfterAPowerCut() throws Exception {
        assertTrue(store.write_committed(uid, TYPE, state("one")));
        assertEquals("one", read(uid, TYPE.substring(1)));
        reopen(storage.powerCut(1));
        assertEquals("one", read(uid, TYPE));
        assertEquals(StateStatus.OS_COMMITTED, store.currentState(uid, TYPE));
        assertEquals(uid, store.read_committed(uid, TYPE).stateUid());
        assertTrue(store.write_committed(uid, TYPE.substring(1), state("two")));
        assertEquals("two", read(uid, TYPE));
        assertEquals(List.of(uid), uids(TYPE));
    }

    @Test
    void absentState_isNoError() throws Exception {
        assertNull(store.read_committed(uid, TYPE));
        assertEquals(StateStatus.OS_UNKNOWN, store.currentState(uid, TYPE));
        assertFalse(store.remove_committed(uid, TYPE));
        assertEquals(List.of(), uids(TYPE));
        assertEquals(List.of(), types());
    }

    @Test
    void lists_haveEachTypeWithItsParents_andTheUidsOfOneTypeOnly() throws Exception {
        Uid other = new Uid();
        store.write_committed(uid, TYPE, state("a"));
        store.write_committed(other, "/Recovery/TransactionStatusManager", state("b"));
        assertEquals(List.of(uid), uids(TYPE));
        assertEquals(List.of(uid), uids(TYPE.substring(1)));
        assertEquals(List.of(other), uids("Recovery/TransactionStatusManager"));
        assertEquals(List.of(), uids("Recovery"));
        assertEquals(
                List.of(
                        "Recovery",
                        "Recovery/TransactionStatusManager",
                        "StateManager",
                        "StateManager/BasicAction",
                        "StateManager/BasicAction/TwoPhaseCoordinator",
                        "StateManager/BasicAction/TwoPhaseCoordinator/AtomicAction"),
                types());
        InputObjectState shadows = new InputObjectState();
        assertTrue(store.allObjUids(TYPE, shadows, StateStatus.OS_UNCOMMITTED));
        assertEquals(Uid.nullUid(), UidHelper.unpackFrom(shadows));
    }

    @Test
    void removal_showsAtOnce_andIsForcedForATransactionThatDoesNotRun() throws Exception {
        store.write_committed(uid, TYPE, state("a"));
        assertTrue(store.remove_committed(uid, TYPE));
        assertNull(store.read_committed(uid, TYPE));
        assertEquals(List.of(), uids(TYPE));
        reopen(storage.powerCut(1));
        assertNull(store.read_committed(uid, TYPE));
    }

    @Test
    void decisionThatWasNotWritten_isACheckedException() throws Exception {
        byte[] large = new byte[ManagerStates.MAX_STATE_SIZE];
        OutputObjectState state = new OutputObjectState();
        state.packBytes(large);
        assertThrows(ObjectStoreException.class, () -> store.write_committed(uid, TYPE, state));
        storage.setSpace(storage.usedSpace());
        assertThrows(ObjectStoreException.class, () -> {
            for (int i = 0; i < 1000; i++) {
                store.write_committed(new Uid(), TYPE, state("x".repeat(100)));
            }
        });
    }

    /** {@link LogInJournalTest} shows the decision of a transaction that runs. */
    @Test
    void stateWhoseForceFailed_isACheckedException_ifNoTransactionCommits() throws Exception {
        store.write_committed(uid, TYPE, state("a"));
        storage.failForceAfter(1);
        assertThrows(ObjectStoreException.class, () -> store.write_committed(new Uid(), TYPE, state("b")));
        requireAllFail();

        reopen(storage.powerCut(1));
        storage.failForceAfter(1);
        assertThrows(ObjectStoreException.class, () -> store.write_committed(uid, TYPE, state("b")));
    }

    /** Recovery takes "no state" for a rollback. So no failure may look like that. */
    private void requireAllFail() {
        for (Executable call : List.<Executable>of(
                () -> store.read_committed(uid, TYPE),
                () -> store.currentState(uid, TYPE),
                () -> uids(TYPE),
                this::types,
                () -> store.remove_committed(uid, TYPE),
                () -> store.write_committed(uid, TYPE, state("c")),
                () -> store.write_committed(new Uid(), TYPE, state("c")),
                store::sync)) {
            for (int i = 0; i < 2; i++) {
                assertThrows(ObjectStoreException.class, call);
            }
        }
    }

    @Test
    void closedJournal_andStoreWithoutAJournal_failEachCall() throws Exception {
        store.write_committed(uid, TYPE, state("a"));
        journal.close();
        requireAllFail();
        store.unbind();
        requireAllFail();
    }

    /** Narayana asks for them when it starts. */
    @Test
    void storeWithoutAJournal_hasNoProcesses() throws Exception {
        store.unbind();
        assertEquals(List.of(), uids("/Recovery/TransactionStatusManager"));
    }

    @Test
    void lossThatNobodyAccepted_failsEachCall(@TempDir Path root) throws Exception {
        try (Journal source = Journal.open(root)) {
            source.append("orders", new byte[1]);
            store.bind(Transactions.of(source), true);
            store.write_committed(uid, TYPE, state("a"));
        }
        Files.delete(root.resolve("streams").resolve("orders").resolve("00000000000000000000.wal"));
        JournalOptions truncate = JournalOptions.builder(root)
                .corruptionPolicy(CorruptionPolicy.TRUNCATE)
                .build();
        try (Journal damaged = Journal.open(truncate)) {
            damaged.nextId("orders");
            store.bind(Transactions.of(damaged), true);
            assertThrows(ObjectStoreException.class, () -> store.read_committed(uid, TYPE));
            assertThrows(ObjectStoreException.class, () -> uids(TYPE));
            Transactions.of(damaged).acceptLoss();
            assertEquals("a", read(uid, TYPE));
        }
    }

    /** A missing decision would look like a rollback. Transactions only write and remove decisions. */
    @Test
    void restoredJournal_failsEachReadUntilTheRelease_andKeepsDecisions(@TempDir Path root) throws Exception {
        try (Journal source = Journal.open(root.resolve("source"))) {
            source.backup(root.resolve("backup"));
        }
        JournalBackup.restore(root.resolve("backup"), root.resolve("restored"));
        try (Journal restored = Journal.open(root.resolve("restored"))) {
            store.bind(Transactions.of(restored), true);
            assertTrue(store.write_committed(uid, TYPE, state("a")));
            for (Executable read : List.<Executable>of(
                    () -> store.read_committed(uid, TYPE),
                    () -> store.currentState(uid, TYPE),
                    () -> uids(TYPE),
                    () -> store.allTypes(new InputObjectState()))) {
                assertThrows(ObjectStoreException.class, read);
            }
            assertEquals(List.of(), uids("/Recovery/TransactionStatusManager"));
            assertTrue(store.write_committed(uid, TYPE, state("b")));
            Transactions.of(restored).releaseRecovery();
            assertEquals("b", read(uid, TYPE));
            assertTrue(store.remove_committed(uid, TYPE));
        }
    }

    @Test
    void whatOnlyOtherStoresDo_isRefused() {
        for (Executable call : List.<Executable>of(
                () -> store.hide_state(uid, TYPE),
                () -> store.reveal_state(uid, TYPE),
                () -> store.isType(uid, TYPE, StateStatus.OS_COMMITTED),
                () -> store.commit_state(uid, TYPE),
                () -> store.read_uncommitted(uid, TYPE),
                () -> store.remove_uncommitted(uid, TYPE),
                () -> store.write_uncommitted(uid, TYPE, state("a")))) {
            assertThrows(ObjectStoreException.class, call);
        }
        assertFalse(store.fullCommitNeeded());
    }

    @Test
    void keyOfAState_isItsTypeAndItsUid() throws Exception {
        store.write_committed(uid, TYPE, state("a"));
        assertEquals(
                List.of(TYPE + "/" + uid.stringForm()),
                Transactions.of(journal).states().keys());
        assertArrayEquals(
                state("a").buffer(),
                Transactions.of(journal)
                        .states()
                        .get(TYPE + "/" + uid.stringForm())
                        .orElseThrow());
    }
}
