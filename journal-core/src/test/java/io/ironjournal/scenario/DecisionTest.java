package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.WriteTimeoutException;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchStateException;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.StatesFullException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.UnknownBranchException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Votes whose PREPARE is not forced, and decisions of a transaction manager that commit them. */
@Timeout(60)
class DecisionTest {

    private static final byte[] STATE = {1, 2, 3};
    private static final String KEY = "/type/tx";

    private SimulatedStorage storage = new SimulatedStorage(1);
    private Journal journal = Small.open(storage);
    private Transactions transactions = Transactions.of(journal);

    private void reopen(SimulatedStorage from) {
        storage = from;
        journal = Small.open(storage);
        transactions = Transactions.of(journal);
    }

    private BranchId vote(String name, int size) {
        Branch branch = transactions.begin(Small.branchId(name));
        branch.add("orders", new byte[size]);
        transactions.deferVotes(any -> true);
        assertEquals(Vote.PREPARED, transactions.prepare(branch.id()));
        return branch.id();
    }

    private BranchState stateOf(BranchId id) {
        return transactions.find(id).orElseThrow().state();
    }

    @Test
    void wholeTransaction_needsOneForce() {
        long forces = journal.stats().forces();
        BranchId id = vote("one", 100);
        assertEquals(forces, journal.stats().forces(), "the vote");
        transactions.decide(KEY, STATE, List.of(id));
        assertEquals(forces + 1, journal.stats().forces(), "the decision");
        assertEquals(Map.of("orders", new IdRange(0, 1)), transactions.commit(id));
        assertTrue(transactions.states().remove(KEY));
        assertEquals(forces + 1, journal.stats().forces(), "commit and removal");
    }

    @Test
    void decision_writesThePrepare() {
        long records = journal.stats().records();
        BranchId id = vote("one", 100);
        assertEquals(records, journal.stats().records(), "the vote");
        assertEquals(List.of(), transactions.inDoubt());
        transactions.decide(KEY, STATE, List.of(id));
        assertEquals(records + 3, journal.stats().records(), "PREPARE, STATE, COMMIT");
    }

    @Test
    void rollbackOfAVote_thatWasNotWritten_writesNothing() {
        long records = journal.stats().records();
        Branch branch = transactions.find(vote("one", 100)).orElseThrow();
        transactions.rollback(branch.id());
        assertEquals(BranchState.ROLLED_BACK, branch.state());
        assertEquals(records, journal.stats().records());
        assertThrows(UnknownBranchException.class, () -> transactions.commit(branch.id()));
        transactions.rollback(vote("one", 100));
    }

    @Test
    void commitOfAVote_thatWasNotWritten_writesIt() {
        BranchId id = vote("one", 100);
        assertEquals(Map.of("orders", new IdRange(0, 1)), transactions.commit(id));
        reopen(storage.powerCut(1));
        assertEquals(1, journal.nextId("orders"));
    }

    /** What the order of the log may forbid must be known at the vote. */
    @Test
    void voteWithAnExpectation_isWritten_andDecisionsWaitForItsClaim() {
        storage = new SimulatedStorage(2);
        journal = Small.open(storage, Small.options().writeTimeout(Duration.ofMillis(20)));
        transactions = Transactions.of(journal);
        BranchId held = vote("held", 10);
        Branch branch = transactions.begin(Small.branchId("expecting"));
        branch.expect("orders", 0);
        branch.add("orders", new byte[10]);
        transactions.prepare(branch.id());
        assertEquals(1, transactions.inDoubt().size());
        assertThrows(WriteTimeoutException.class, () -> vote("claimed", 10), "a vote that must wait");
        WriteTimeoutException claimed =
                assertThrows(WriteTimeoutException.class, () -> transactions.decide(KEY, STATE, List.of(held)));
        assertEquals("orders", claimed.stream().orElseThrow());
        assertFalse(transactions.states().get(KEY).isPresent(), "a decision without its PREPARE");
        assertThrows(WriteTimeoutException.class, () -> transactions.commit(held));
        assertEquals(BranchState.PREPARED, stateOf(held));
        transactions.rollback(branch.id());
        transactions.decide(KEY, STATE, List.of(held));
        assertEquals(1, journal.nextId("orders"));
    }

    @Test
    void decisionWithoutRoomForThePrepare_isRefused() {
        BranchId id = vote("one", 20 << 10);
        storage.setSpace(storage.usedSpace());
        assertThrows(DiskFullException.class, () -> {
            for (int i = 0; i < 100; i++) {
                journal.append("others", new byte[10 << 10]);
            }
        });
        assertThrows(DiskFullException.class, () -> transactions.decide(KEY, STATE, List.of(id)));
        assertFalse(transactions.states().get(KEY).isPresent(), "a decision without its PREPARE");
        assertEquals(BranchState.PREPARED, stateOf(id));
        transactions.rollback(id);
        reopen(storage.powerCut(1));
        assertEquals(List.of(), transactions.inDoubt());
        assertFalse(transactions.states().get(KEY).isPresent());
    }

    @Test
    void vote_thatIsNotForced_isLost_butNotWhatWasDecided() {
        for (int seed = 1; seed < 40; seed++) {
            reopen(new SimulatedStorage(seed));
            BranchId decided = vote("decided", 100);
            transactions.decide(KEY, STATE, List.of(decided));
            vote("lost", 100);
            reopen(storage.powerCut(seed));
            assertEquals(1, journal.nextId("orders"));
            assertArrayEquals(STATE, transactions.states().get(KEY).orElseThrow());
            assertEquals(0, transactions.inDoubt().size());
            assertThrows(UnknownBranchException.class, () -> transactions.commit(decided));
        }
    }

    @Test
    void decidedBranch_isReadable_andCannotBeRolledBack() {
        BranchId id = vote("one", 100);
        Branch branch = transactions.find(id).orElseThrow();
        transactions.decide(KEY, STATE, List.of(id));
        assertEquals(BranchState.DECIDED, branch.state());
        assertEquals(1, journal.nextId("orders"));
        assertEquals(
                Map.of("orders", new IdRange(0, 1)),
                branch.outcome().toCompletableFuture().join());
        assertEquals(List.of(), transactions.inDoubt());
        BranchStateException refused = assertThrows(BranchStateException.class, () -> transactions.rollback(id));
        assertEquals(BranchState.DECIDED, refused.state());
        transactions.commit(id);
        assertEquals(BranchState.COMMITTED, branch.state());
        assertThrows(UnknownBranchException.class, () -> transactions.commit(id));
    }

    @Test
    void decision_commitsAllItsBranches() {
        List<BranchId> ids = List.of(vote("one", 10), vote("two", 20), vote("three", 30));
        transactions.decide(KEY, STATE, ids);
        reopen(storage.powerCut(1));
        assertEquals(3, journal.nextId("orders"));
    }

    @Test
    void decision_withABranchThatIsNotPrepared_hasNoEffect() {
        BranchId prepared = vote("one", 10);
        BranchId active = transactions.begin(Small.branchId("active")).id();
        long records = journal.stats().records();
        assertThrows(BranchStateException.class, () -> transactions.decide(KEY, STATE, List.of(prepared, active)));
        assertThrows(
                UnknownBranchException.class,
                () -> transactions.decide(KEY, STATE, List.of(prepared, Small.branchId("unknown"))));
        assertEquals(records, journal.stats().records());
        assertEquals(BranchState.PREPARED, stateOf(prepared));
        assertFalse(transactions.states().get(KEY).isPresent());
        transactions.rollback(prepared);
    }

    @Test
    void decision_thatDoesNotFit_leavesTheBranchPrepared() {
        BranchId id = vote("one", 10);
        assertThrows(
                StatesFullException.class,
                () -> transactions.decide(KEY, new byte[ManagerStates.MAX_STATE_SIZE], List.of(id)));
        assertThrows(IllegalArgumentException.class, () -> transactions.decide("", STATE, List.of(id)));
        assertEquals(BranchState.PREPARED, stateOf(id));
        transactions.decide(KEY, STATE, List.of(id));
        assertEquals(1, journal.nextId("orders"));
    }

    @Test
    void failedForceOfADecision_leavesTheOutcomeOpen() {
        BranchId id = vote("one", 10);
        storage.failForceAfter(1);
        JournalFailedException failed =
                assertThrows(JournalFailedException.class, () -> transactions.decide(KEY, STATE, List.of(id)));
        assertTrue(failed.outcomeUnknown());
        reopen(storage.powerCut(1));
        boolean decided = transactions.states().get(KEY).isPresent();
        boolean committed = journal.nextId("orders") == 1;
        assertTrue(decided || !committed);
    }

    /** The log returns durable records only, so votes that are not forced stay in memory. */
    @Test
    void votesAboveTheMemoryOfPreparedBranches_areForced() {
        long forces = journal.stats().forces();
        List<BranchId> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ids.add(vote("branch" + i, 30 << 10));
        }
        assertTrue(journal.stats().forces() > forces, "no vote was forced");
        for (BranchId id : ids) {
            transactions.decide(KEY + id, STATE, List.of(id));
            transactions.commit(id);
        }
        assertEquals(20, journal.nextId("orders"));
    }

    @Test
    void decision_namesABranchOnce() {
        BranchId id = vote("one", 10);
        assertThrows(BranchStateException.class, () -> transactions.decide(KEY, STATE, List.of(id, id)));
        assertEquals(BranchState.PREPARED, stateOf(id));
        transactions.decide(KEY, STATE, List.of(id));
    }

    @Test
    void decision_readsBranchesThatAreInTheLogOnly() {
        for (int round = 0; round < 5; round++) {
            BranchId first = vote("first" + round, 20 << 10);
            BranchId second = vote("second" + round, 20 << 10);
            for (int i = 0; i < 4; i++) {
                vote("other" + round + i, 30 << 10);
            }
            transactions.decide(KEY, STATE, List.of(first, second));
            transactions.inDoubt().forEach(branch -> transactions.rollback(branch.id()));
        }
        assertEquals(10, journal.nextId("orders"));
    }

    /** Neither call may lose the ids. */
    @Test
    void commitDuringADecision_hasTheIds_orIsRefused() throws Exception {
        try (Journal threaded = Small.openThreaded(new SimulatedStorage(1))) {
            transactions = Transactions.of(threaded);
            for (int i = 0; i < 300; i++) {
                BranchId id = vote("branch" + i, 10);
                Branch branch = transactions.find(id).orElseThrow();
                FutureTask<Map<String, IdRange>> commit = new FutureTask<>(() -> {
                    while (branch.state() == BranchState.PREPARED) {
                        Thread.onSpinWait();
                    }
                    try {
                        return transactions.commit(id);
                    } catch (BranchStateException deciding) {
                        return Map.of("orders", IdRange.EMPTY);
                    }
                });
                new Thread(commit).start();
                transactions.decide(KEY, STATE, List.of(id));
                assertTrue(commit.get().containsKey("orders"));
                assertEquals(
                        Map.of("orders", new IdRange(i, i + 1)),
                        branch.outcome().toCompletableFuture().join());
            }
        }
    }

    @Test
    void decidedBranch_endsWithTheJournal() {
        BranchId id = vote("one", 10);
        Branch branch = transactions.find(id).orElseThrow();
        transactions.decide(KEY, STATE, List.of(id));
        journal.close();
        assertEquals(BranchState.COMMITTED, branch.state());
    }
}
