package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a crash can leave at the log end, and which of it is visible. */
@SuppressWarnings("FutureReturnValueIgnored") // the log shows the outcome of the appends
class LogCrashTest {

    private static final byte[] FIRST = entry(0, 100);

    @Test
    void failedForceThenReopenThenPowerCut() {
        for (int seed = 0; seed < 100; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = Small.open(storage);
            journal.append("a", FIRST);
            storage.failForceAfter(1, force -> force.startsWith("writeForced:log/"));
            byte[] unknown = entry(1, 3000);
            assertTrue(assertThrows(JournalFailedException.class, () -> journal.append("a", unknown))
                    .outcomeUnknown());
            journal.close();
            Journal reopened = Small.open(storage);
            Small.requireEntries(reopened, "a", List.of(FIRST, unknown));
            assertTrue(reopened.recoveryReport().unforcedBytesCopied() > 3000);
            try (Journal after = Small.open(storage.powerCut(seed))) {
                Small.requireEntries(after, "a", List.of(FIRST, unknown));
            }
        }
    }

    @Test
    void killThenReopenExposesThenPowerCut() {
        Set<Long> exposed = new TreeSet<>();
        for (int seed = 0; seed < 100; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = Small.open(storage);
            journal.append("a", FIRST);
            if (seed % 2 == 0) {
                storage.crashAfter(1);
                assertTrue(failsToAppend(journal, entry(1, 600)));
            } else {
                storage.ignoreForces(force -> force.startsWith("writeForced:log/"));
                journal.append("a", entry(1, 600));
            }
            SimulatedStorage next = storage.kill();
            List<byte[]> found = new ArrayList<>(List.of(FIRST, entry(1, 600)));
            Journal reopened = Small.open(next);
            found.subList((int) reopened.nextId("a"), 2).clear();
            Small.requireEntries(reopened, "a", found);
            exposed.add(reopened.nextId("a"));
            found.add(entry(2, 50));
            reopened.append("a", entry(2, 50));
            try (Journal after = Small.open(next.powerCut(seed))) {
                Small.requireEntries(after, "a", found);
            }
        }
        assertEquals(Set.of(1L, 2L), exposed, "the crash was in the middle of the write or before its force");
    }

    /**
     * Returns a journal with one entry, killed. Of its next group, the first record is torn and the second complete.
     */
    private static SimulatedStorage tornGroup() throws Exception {
        SimulatedStorage storage = new SimulatedStorage(1);
        HookedStorage hooked = new HookedStorage(storage);
        Journal journal = Small.open(hooked);
        List<CompletableFuture<Long>> group = new ArrayList<>();
        hooked.once("writeForced:log/", operation -> {
            group.add(journal.appendAsync("a", entry(1, 2000)).toCompletableFuture());
            group.add(journal.appendAsync("a", entry(2, 100)).toCompletableFuture());
        });
        journal.append("a", FIRST);
        assertEquals(
                List.of(1L, 2L), group.stream().map(CompletableFuture::join).toList());
        SimulatedStorage killed = storage.kill();
        String log = "log/00000000000000000000.log";
        killed.corrupt(log, Damage.find(killed.readAll(log), entry(1, 2000)) + 1000, 0x10);
        return killed;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordBehindACutNeverReturns(boolean powerCut) throws Exception {
        SimulatedStorage storage = tornGroup();
        Journal journal = Small.open(storage);
        Small.requireEntries(journal, "a", List.of(FIRST));
        assertTrue(journal.recoveryReport().discardedBytes() > 2100);
        byte[] sameSize = entry(7, 2000);
        for (int round = 0; round < 5; round++) {
            if (round == 1) {
                assertEquals(1, journal.append("a", sameSize));
            }
            storage = powerCut ? storage.powerCut(round) : storage.kill();
            journal = Small.open(storage);
            Small.requireEntries(journal, "a", round == 0 ? List.of(FIRST) : List.of(FIRST, sameSize));
        }
    }

    @Test
    void quarantineSurvivesCrashAtTheCut() throws Exception {
        boolean crashed = true;
        for (int operation = 1; crashed; operation++) {
            SimulatedStorage storage = tornGroup();
            storage.crashAfter(operation);
            crashed = crashesWhileOpening(storage);
            SimulatedStorage next = storage.powerCut(operation);
            Small.requireEntries(Small.open(next), "a", List.of(FIRST));
            SimulatedStorage later = next.powerCut(operation);
            boolean kept = false;
            for (String file : later.files()) {
                kept |= file.startsWith("quarantine/") && Damage.find(later.readAll(file), entry(2, 100)) > 0;
            }
            assertTrue(kept, "the discarded bytes are not in quarantine after a crash in operation " + operation);
        }
    }

    private static boolean crashesWhileOpening(SimulatedStorage storage) {
        try {
            Small.open(storage);
            return false;
        } catch (SimulatedCrash e) {
            return true;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 20_000})
    void crashDuringCopyOfTheTail(int size) {
        boolean crashed = true;
        int operation = 0;
        while (crashed) {
            operation++;
            SimulatedStorage storage = new SimulatedStorage(operation);
            Journal journal = Small.open(storage);
            journal.append("a", FIRST);
            storage.ignoreForces(force -> force.startsWith("writeForced:log/"));
            journal.append("a", entry(1, size));
            storage = storage.kill();
            storage.crashAfter(operation);
            crashed = crashesWhileOpening(storage);
            List<byte[]> all = List.of(FIRST, entry(1, size));
            storage = operation % 2 == 0 ? storage.kill() : storage.powerCut(operation);
            int found = (int) Small.open(storage).nextId("a");
            assertTrue(found == 2 || (found == 1 && crashed && operation % 2 == 1), found + " entries");
            Small.requireEntries(Small.open(storage.powerCut(operation)), "a", all.subList(0, found));
        }
        assertTrue(operation > 5, "only " + operation + " operations");
    }

    @Test
    void groupAcrossTwoLogSegments() {
        List<byte[]> all = List.of(FIRST, entry(1, 3000), entry(2, 3000), entry(3, 3000), entry(4, 100));
        Set<Long> found = new TreeSet<>();
        for (int seed = 0; seed < 300; seed++) {
            int operation = seed % 15 + 1;
            SimulatedStorage storage = new SimulatedStorage(seed);
            HookedStorage hooked = new HookedStorage(storage);
            Journal journal = Small.open(hooked);
            journal.append("a", all.get(0));
            List<CompletableFuture<Long>> group = new ArrayList<>();
            hooked.once("writeForced:log/", first -> {
                all.subList(2, 5)
                        .forEach(entry ->
                                group.add(journal.appendAsync("a", entry).toCompletableFuture()));
                storage.crashAfter(operation);
            });
            boolean returned = !failsToAppend(journal, all.get(1));
            assertEquals(operation > 1, returned);
            assertEquals(3, group.stream().filter(CompletableFuture::isDone).count());
            try (Journal after = Small.open(storage.powerCut(seed))) {
                long next = after.nextId("a");
                assertTrue(next >= (returned ? 2 : 1), "acknowledged entries are lost");
                Small.requireEntries(after, "a", all.subList(0, (int) next));
                found.add(next);
            }
        }
        assertTrue(
                found.containsAll(Set.of(1L, 2L, 3L, 5L)),
                "the group's second record ends in the second segment: " + found);
    }

    private static boolean failsToAppend(Journal journal, byte[] entry) {
        try {
            journal.append("a", entry);
            return false;
        } catch (JournalFailedException e) {
            return true;
        }
    }

    @Test
    void recordOverThreeSegments() {
        byte[] large = entry(1, 20_000);
        Set<Long> found = new TreeSet<>();
        boolean failed = true;
        for (int operation = 1; failed; operation++) {
            for (int seed = 0; seed < 5; seed++) {
                SimulatedStorage storage = new SimulatedStorage(seed);
                Journal journal = Small.open(storage);
                journal.append("a", FIRST);
                storage.crashAfter(operation);
                failed = failsToAppend(journal, large);
                storage = seed % 2 == 0 ? storage.kill() : storage.powerCut(seed);
                Journal after = Small.open(storage);
                long next = after.nextId("a");
                assertTrue(failed || next == 2, "an acknowledged entry is lost");
                assertTrue(next == 1 || next == 2);
                found.add(next);
                after.append("a", FIRST);
                storage = storage.powerCut(seed);
                after = Small.open(storage);
                assertEquals(next + 1, after.nextId("a"));
                if (next == 2) {
                    assertArrayEquals(large, after.get("a", 1).orElseThrow());
                }
                assertArrayEquals(FIRST, after.get("a", next).orElseThrow());
            }
        }
        assertEquals(Set.of(1L, 2L), found);
    }

    /** A process that was killed while it created the journal leaves unforced names. */
    @Test
    void killWhileCreatingThenAppendThenPowerCut() {
        boolean crashed = true;
        for (int operation = 1; crashed; operation++) {
            for (int seed = 0; seed < 20; seed++) {
                SimulatedStorage storage = new SimulatedStorage(seed);
                storage.crashAfter(operation);
                crashed = crashesWhileOpening(storage);
                storage = storage.kill();
                Small.open(storage).append("a", FIRST);
                try (Journal after = Small.open(storage.powerCut(seed))) {
                    Small.requireEntries(after, "a", List.of(FIRST));
                }
            }
        }
    }
}
