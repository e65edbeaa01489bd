package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.BranchState;
import io.ironjournal.spi.transaction.BranchStateException;
import io.ironjournal.spi.transaction.DuplicateBranchException;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.spi.transaction.Vote;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.UnknownBranchException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every call on a branch in each of its states: the result, and the next state if it changes. {@code refused},
 * {@code unknown}, {@code failed} and {@code duplicate} are exceptions. A call that {@code waits} returns when the
 * record that is being written is durable.
 */
public abstract class BranchStateTable {

    private static final String TABLE = """
            state                | add     | requireActive | setRollbackOnly  | prepare               | commitOnePhase    | commit                     | rollback                     | abandon                 | begin     | decide
            ACTIVE               | ok      | ok            | ok>ROLLBACK_ONLY | ok>PREPARED           | ok>COMMITTED      | refused                    | ok>ROLLED_BACK               | true>ROLLED_BACK        | duplicate | refused
            ACTIVE in use        | ok      | ok            | ok>ROLLBACK_ONLY | refused               | refused           | refused                    | refused                      | true>ROLLED_BACK        | duplicate | refused
            ACTIVE empty         | ok      | ok            | ok>ROLLBACK_ONLY | readOnly>COMMITTED    | ok>COMMITTED      | refused                    | ok>ROLLED_BACK               | true>ROLLED_BACK        | duplicate | refused
            ROLLBACK_ONLY        | refused | refused       | ok               | refused               | refused           | refused                    | ok>ROLLED_BACK               | true>ROLLED_BACK        | duplicate | refused
            PREPARING            | refused | refused       | ok               | waits refused>PREPARED | waits refused>PREPARED | waits ok>COMMITTED    | waits ok>ROLLED_BACK         | waits false>PREPARED    | duplicate | waits ok>DECIDED
            VOTE_UNKNOWN         | failed  | failed        | ok               | failed                | failed            | failed                     | failed>OUTCOME_UNKNOWN       | false>OUTCOME_UNKNOWN   | duplicate | failed
            PREPARED             | refused | refused       | ok               | refused               | refused           | ok>COMMITTED               | ok>ROLLED_BACK               | false                   | duplicate | ok>DECIDED
            COMMITTING_ONE_PHASE | refused | refused       | ok               | waits unknown>COMMITTED | waits unknown>COMMITTED | waits unknown>COMMITTED | waits unknown>COMMITTED   | waits false>COMMITTED   | duplicate | waits unknown>COMMITTED
            COMMITTING           | refused | refused       | ok               | waits unknown>COMMITTED | waits unknown>COMMITTED | waits unknown>COMMITTED | waits unknown>COMMITTED   | waits false>COMMITTED   | duplicate | waits unknown>COMMITTED
            ROLLING_BACK         | refused | refused       | ok               | waits unknown>ROLLED_BACK | waits unknown>ROLLED_BACK | waits unknown>ROLLED_BACK | waits unknown>ROLLED_BACK | waits true>ROLLED_BACK | duplicate | waits unknown>ROLLED_BACK
            DECIDING | refused | refused | ok | refused | refused | refused | waits refused>DECIDED | waits false>DECIDED | duplicate | refused
            DECIDED              | refused | refused       | ok               | refused               | refused           | ok>COMMITTED               | refused                      | false                   | duplicate | refused
            COMMITTED            | refused | refused       | ok               | unknown               | unknown           | unknown                    | unknown                      | false                   | ok        | unknown
            ROLLED_BACK          | refused | refused       | ok               | unknown               | unknown           | unknown                    | unknown                      | true                    | ok        | unknown
            OUTCOME_UNKNOWN      | refused | refused       | ok               | failed                | failed            | failed                     | failed                       | false                   | ok        | failed
            """;

    private Journal journal;
    private Transactions transactions;
    private final BranchId id = Small.branchId("branch");
    private final CountDownLatch forcing = new CountDownLatch(1);
    private final CountDownLatch forced = new CountDownLatch(1);
    private volatile boolean inUse;

    /** Opens a journal without threads of its own. */
    protected abstract Journal open();

    /** Returns a table with a new journal. */
    protected abstract BranchStateTable another();

    /** Makes the next write fail with an unknown outcome. */
    protected abstract void failNextWrite();

    /** Runs an action once, while the next record is being written. */
    protected abstract void duringNextWrite(Runnable action);

    @TestFactory
    Stream<DynamicTest> everyCallInEveryStateIsAnsweredAsTheTableSays() {
        List<DynamicTest> tests = new ArrayList<>();
        List<List<String>> rows = TABLE.lines()
                .map(line -> Stream.of(line.split("\\|")).map(String::strip).toList())
                .toList();
        List<String> states = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            states.add(row.get(0).split(" ", -1)[0]);
            for (int column = 1; column < row.size(); column++) {
                String call = rows.get(0).get(column);
                String expected = row.get(column);
                tests.add(DynamicTest.dynamicTest(
                        call + " in " + row.get(0) + ": " + expected,
                        () -> another().check(row.get(0), call, expected)));
            }
        }
        assertEquals(
                Arrays.stream(BranchState.values()).map(Enum::name).toList(),
                states.stream().distinct().toList());
        return tests.stream();
    }

    private void check(String row, String call, String expected) throws Exception {
        journal = open();
        transactions = Transactions.of(journal);
        BranchState state = BranchState.valueOf(row.split(" ", -1)[0]);
        Branch branch = begin(row);
        CompletableFuture<Void> deciding = bring(branch, state);
        inUse = row.endsWith("in use");
        assertEquals(state, branch.state());

        String answer;
        if (expected.startsWith("waits")) {
            answer = "waits " + answerAfterForce(branch, call);
        } else {
            // Returns although a record is being written.
            answer = answer(branch, call);
            assertEquals(expected.contains(">") ? after(expected) : state, branch.state());
        }

        assertEquals(expected.split(">", -1)[0], answer);
        forced.countDown();
        deciding.get();
        if (expected.contains(">")) {
            assertEquals(after(expected), branch.state());
        }
        journal.close();
        assertEquals(!branch.state().isInDoubt(), branch.state().isEnded(), "an ended branch uses no memory");
        assertEquals(true, branch.outcome().toCompletableFuture().isDone());
    }

    private static BranchState after(String expected) {
        return BranchState.valueOf(expected.split(">", -1)[1]);
    }

    private Branch begin(String row) {
        Branch branch = transactions.begin(id, () -> inUse);
        if (!row.endsWith("empty")) {
            branch.add("s", new byte[] {1});
        }
        return branch;
    }

    /** Returns a future that completes when no record of the branch is being written. */
    private CompletableFuture<Void> bring(Branch branch, BranchState state) throws InterruptedException {
        switch (state) {
            case ACTIVE -> {}
            case ROLLBACK_ONLY -> branch.setRollbackOnly(new IllegalArgumentException("injected refusal"));
            case PREPARED -> transactions.prepare(id);
            case COMMITTED -> transactions.commitOnePhase(id);
            case ROLLED_BACK -> transactions.rollback(id);
            case VOTE_UNKNOWN -> failing(() -> transactions.prepare(id));
            case OUTCOME_UNKNOWN -> failing(() -> transactions.commitOnePhase(id));
            case PREPARING -> {
                return holding(() -> transactions.prepare(id));
            }
            case COMMITTING_ONE_PHASE -> {
                return holding(() -> transactions.commitOnePhase(id));
            }
            case COMMITTING -> {
                transactions.prepare(id);
                return holding(() -> transactions.commit(id));
            }
            case ROLLING_BACK -> {
                transactions.prepare(id);
                return holding(() -> transactions.rollback(id));
            }
            case DECIDING -> {
                transactions.prepare(id);
                return holding(() -> transactions.decide("k", new byte[] {3}, List.of(id)));
            }
            case DECIDED -> {
                transactions.prepare(id);
                transactions.decide("k", new byte[] {3}, List.of(id));
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    private void failing(Runnable call) {
        failNextWrite();
        assertEquals(true, assertThrows(JournalFailedException.class, call::run).outcomeUnknown());
    }

    /** Makes a call on another thread. Its record waits for the device. */
    private CompletableFuture<Void> holding(Runnable call) throws InterruptedException {
        duringNextWrite(() -> {
            forcing.countDown();
            awaitForce();
        });
        CompletableFuture<Void> deciding = CompletableFuture.runAsync(call, task -> new Thread(task).start());
        forcing.await();
        return deciding;
    }

    private void awaitForce() {
        try {
            forced.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String answerAfterForce(Branch branch, String call) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        Thread calling = new Thread(() -> answer.complete(answer(branch, call)));
        calling.start();
        while (calling.getState() != Thread.State.WAITING) {
            assertEquals(false, answer.isDone(), "the call did not wait");
            Thread.onSpinWait();
        }
        forced.countDown();
        return answer.get();
    }

    private String answer(Branch branch, String call) {
        try {
            switch (call) {
                case "add" -> branch.add("s", new byte[] {2});
                case "requireActive" -> branch.requireActive();
                case "setRollbackOnly" -> branch.setRollbackOnly(null);
                case "prepare" -> {
                    return transactions.prepare(id) == Vote.PREPARED ? "ok" : "readOnly";
                }
                case "commitOnePhase" -> transactions.commitOnePhase(id);
                case "commit" -> transactions.commit(id);
                case "rollback" -> transactions.rollback(id);
                case "decide" -> transactions.decide("k", new byte[] {3}, List.of(id));
                case "abandon" -> {
                    return String.valueOf(branch.abandon(new IllegalStateException("left behind")));
                }
                case "begin" -> transactions.begin(id);
                default -> throw new AssertionError(call);
            }
            return "ok";
        } catch (BranchStateException e) {
            assertEquals(branch.state(), e.state());
            return "refused";
        } catch (UnknownBranchException e) {
            return "unknown";
        } catch (JournalFailedException e) {
            return "failed";
        } catch (DuplicateBranchException e) {
            return "duplicate";
        }
    }
}
