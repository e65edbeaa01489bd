package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outcomes of branches that race with the flush that carries branches forward in the log, and branches in doubt. */
class BranchRaceTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final HookedStorage hooked = new HookedStorage(storage);
    private final List<byte[]> entries = new ArrayList<>();
    private final byte[] prepared = entry(1, 200);

    private void append(Journal journal) {
        byte[] entry = entry(entries.size(), 1000);
        journal.append("a", entry);
        entries.add(entry);
    }

    /**
     * Puts an outcome and the copy of the branch's PREPARE into one group, in either order. Both are queued while the
     * hook blocks a force: that of the append which makes the log so long that the next append starts a flush.
     */
    private void race(Journal journal, Runnable outcome, boolean outcomeFirst) throws InterruptedException {
        Thread deciding = new Thread(outcome);
        Thread flushing = new Thread(() -> journal.append("c", entry(5, 10)));
        hooked.hook(operation -> {
            if (operation.startsWith("writeForced:log/") && journal.stats().logBytes() > Small.LOG_BUDGET / 2) {
                hooked.hook(later -> {});
                queue(outcomeFirst ? deciding : flushing);
                queue(outcomeFirst ? flushing : deciding);
            }
        });
        while (deciding.getState() == Thread.State.NEW) {
            append(journal);
        }
        deciding.join();
        flushing.join();
    }

    private static void queue(Thread thread) {
        thread.start();
        while (thread.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    private int copiesOfPrepare() throws IOException {
        int copies = 0;
        for (String file : storage.files()) {
            if (file.endsWith(".log") || file.endsWith(".spare")) {
                byte[] bytes = storage.readAll(file);
                byte[] content = BranchRaceTest.id().globalTransactionId();
                for (int at = 0; at < bytes.length - content.length - 300; at++) {
                    byte[] rest = Arrays.copyOfRange(bytes, at, at + 300);
                    if (rest[0] == content[0] && Damage.find(rest, content) == 0 && Damage.find(rest, prepared) > 0) {
                        copies++;
                    }
                }
            }
        }
        return copies;
    }

    private static BranchId id() {
        return Small.branchId("the branch that races");
    }

    private Journal withBranch() {
        Journal journal = Small.open(hooked);
        Small.prepare(journal, "the branch that races", "b", prepared);
        return journal;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void commitRacesCarryForward(boolean commitFirst) throws Exception {
        Journal journal = withBranch();
        race(journal, () -> Transactions.of(journal).commit(id()), commitFirst);
        assertEquals(commitFirst ? 1 : 2, copiesOfPrepare());
        Small.requireEntries(journal, "b", List.of(prepared));
        SimulatedStorage cut = storage.powerCut(3);
        Journal after = Small.open(cut);
        for (int round = 0; round < 3; round++) {
            assertEquals(List.of(), Transactions.of(after).inDoubt());
            Small.requireEntries(after, "a", entries);
            Small.requireEntries(after, "b", List.of(prepared));
            for (int i = 0; i < 50; i++) {
                append(after);
            }
            cut = cut.powerCut(round);
            after = Small.open(cut);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rollbackRacesCarryForward(boolean rollbackFirst) throws Exception {
        Journal journal = withBranch();
        race(journal, () -> Transactions.of(journal).rollback(id()), rollbackFirst);
        assertEquals(rollbackFirst ? 1 : 2, copiesOfPrepare());
        SimulatedStorage cut = storage.powerCut(3);
        Journal after = Small.open(cut);
        for (int round = 0; round < 3; round++) {
            assertEquals(List.of(), Transactions.of(after).inDoubt(), "a forced record follows the rollback");
            assertEquals(0, after.nextId("b"));
            Small.requireEntries(after, "a", entries);
            for (int i = 0; i < 50; i++) {
                append(after);
            }
            cut = cut.powerCut(round);
            after = Small.open(cut);
        }
    }

    /** Another branch would keep the flush mark at its PREPARE, between the PREPARE and the COMMIT of this branch. */
    @Test
    void flushMark_doesNotDivideABranchFromItsOutcome() {
        Journal journal = withBranch();
        for (int i = 0; i < 20; i++) {
            append(journal);
        }
        BranchId late = Small.prepare(journal, "late", "c", prepared);
        append(journal);
        Transactions.of(journal).commit(id());
        AtomicBoolean committed = new AtomicBoolean();
        hooked.once("force:streams/", force -> {
            Transactions.of(journal).commit(late);
            committed.set(true);
        });
        while (!committed.get()) {
            append(journal);
        }
        SimulatedStorage cut = storage;
        for (int round = 0; round < 3; round++) {
            cut = cut.powerCut(round);
            Journal after = Small.open(cut);
            assertEquals(List.of(), Transactions.of(after).inDoubt());
            Small.requireEntries(after, "a", entries);
            Small.requireEntries(after, "b", List.of(prepared));
            Small.requireEntries(after, "c", List.of(prepared));
            for (int i = 0; i < 30 * round; i++) {
                append(after);
            }
        }
    }

    @Test
    void undecidedBranch_isCarriedThroughManyFlushesAndCrashes() {
        SimulatedStorage device = storage;
        Journal journal = withBranch();
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < 100; i++) {
                append(journal);
            }
            assertTrue(journal.stats().logBytes() < Small.LOG_BUDGET, "the branch keeps the log from being trimmed");
            device = device.powerCut(round);
            journal = Small.open(device);
            List<InDoubtBranch> inDoubt = Transactions.of(journal).inDoubt();
            assertEquals(List.of(id()), inDoubt.stream().map(InDoubtBranch::id).toList());
        }
        Transactions.of(journal).commit(id());
        Small.requireEntries(journal, "b", List.of(prepared));
        Small.requireEntries(journal, "a", entries);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manifestLostWithBranchInDoubt(boolean deleted) throws IOException {
        Journal journal = withBranch();
        UUID journalId = Transactions.of(journal).journalId();
        SimulatedStorage killed = storage.kill();
        if (deleted) {
            killed.delete("MANIFEST");
        } else {
            killed.corrupt("MANIFEST", 20, 1);
        }
        try (Journal reopened = Small.open(killed)) {
            assertEquals(journalId, Transactions.of(reopened).journalId());
            assertTrue(reopened.recoveryReport().notes().toString().contains("MANIFEST"));
            assertEquals(1, reopened.recoveryReport().inDoubt().size());
            Transactions.of(reopened).commit(id());
            Small.requireEntries(reopened, "b", List.of(prepared));
        }
        try (Journal again = Small.open(killed)) {
            assertEquals(List.of(), again.recoveryReport().notes());
            assertEquals(journalId, Transactions.of(again).journalId());
        }
    }
}
