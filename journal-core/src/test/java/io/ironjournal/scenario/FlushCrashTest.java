package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Crashes while entries move from the log into segments, and while the log discards their records. */
@Timeout(60)
class FlushCrashTest {

    /** Memtables are written early because memory is short, long before the log needs a flush. */
    private static JournalOptionsBuilder flushingEarly() {
        return Small.options().logBudget(4 << 20);
    }

    private static List<byte[]> append(Journal journal, int count) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(entry(i, 1000));
            journal.append("a", entries.get(i));
        }
        return entries;
    }

    private static Set<String> segments(SimulatedStorage storage) {
        return new TreeSet<>(storage.files().stream()
                .filter(file -> file.startsWith("streams/"))
                .toList());
    }

    @Test
    void failedForceThenReopenThenPowerCut() {
        for (int seed = 0; seed < 50; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = Small.open(storage);
            storage.failForceAfter(1 + seed % 5, force -> force.startsWith("force:streams/"));
            List<byte[]> acknowledged = new ArrayList<>();
            JournalFailedException failed = assertThrows(JournalFailedException.class, () -> {
                for (int i = 0; i < 1000; i++) {
                    journal.append("a", entry(i, 1000));
                    acknowledged.add(entry(i, 1000));
                }
            });
            assertFalse(failed.outcomeUnknown(), "the flusher failed, not the append");
            Small.requireEntries(journal, "a", acknowledged);
            journal.close();
            Journal reopened = Small.open(storage);
            Small.requireEntries(reopened, "a", acknowledged);
            reopened.append("a", entry(-1, 10));
            acknowledged.add(entry(-1, 10));
            Small.requireEntries(Small.open(storage.powerCut(seed)), "a", acknowledged);
        }
    }

    @Test
    void tornFrameIsRebuiltFromTheLog() throws IOException {
        int torn = 0;
        for (int seed = 0; seed < 50; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = Small.open(storage, flushingEarly());
            List<byte[]> entries = append(journal, 200);
            String newest = List.copyOf(segments(storage)).get(segments(storage).size() - 1);
            assertFalse(storage.isForced(newest), "nothing forced the segment");
            byte[] written = storage.readAll(newest);
            storage = storage.powerCut(seed);
            boolean whole = storage.files().contains(newest) && Arrays.equals(written, storage.readAll(newest));
            torn += whole ? 0 : 1;
            journal = Small.open(storage, flushingEarly());
            Small.requireEntries(journal, "a", entries);
            journal.close();
            Small.requireEntries(Small.open(storage.powerCut(seed)), "a", entries);
        }
        assertTrue(torn > 10, torn + " of 50 power failures tore the segment");
    }

    @Test
    void unforcedRotationVanishes() {
        int vanished = 0;
        for (int seed = 0; seed < 20; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = Small.open(storage, flushingEarly());
            List<byte[]> entries = append(journal, 200);
            Set<String> before = segments(storage);
            assertTrue(before.size() > 3, "no rotation: " + before);
            storage = storage.powerCut(seed);
            vanished += segments(storage).containsAll(before) ? 0 : 1;
            journal = Small.open(storage, flushingEarly());
            Small.requireEntries(journal, "a", entries);
            assertEquals(200, journal.append("a", entry(7, 7)));
        }
        assertTrue(vanished > 4, vanished + " of 20 power failures lost a segment");
    }

    /**
     * A branch that commits during a flush keeps the flush mark at its PREPARE. Behind that are entries which the flush
     * packed into one frame with entries before it.
     */
    @Test
    void frameSpanningTheMarkIsKept() {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            HookedStorage hooked = new HookedStorage(storage);
            Journal journal = Small.open(hooked);
            List<byte[]> entries = new ArrayList<>(append(journal, 20));
            byte[] prepared = entry(1, 10);
            BranchId branch = Small.prepare(journal, "b", "b", prepared);
            hooked.once("force:streams/", force -> Transactions.of(journal).commit(branch));
            while (hooked.operations.stream().noneMatch(operation -> operation.startsWith("force:streams/"))) {
                byte[] entry = entry(entries.size(), 1000);
                journal.append("a", entry);
                entries.add(entry);
            }
            Set<String> before = segments(storage);
            SimulatedStorage next = storage.powerCut(seed);
            Journal reopened = Small.open(next);
            assertEquals(before, segments(next), "the frame was forced, so it is not written again");
            assertEquals(
                    2,
                    reopened.recoveryReport().entriesReplayed(),
                    "the entry that started the flush, and that of the branch");
            Small.requireEntries(reopened, "a", entries);
            Small.requireEntries(reopened, "b", List.of(prepared));
            reopened.append("a", entry(9, 9));
            entries.add(entry(9, 9));
            reopened.close();
            Small.requireEntries(Small.open(next.powerCut(seed)), "a", entries);
        }
    }

    @Test
    void retiredSegmentsReappearInAnyOrder() {
        Set<Set<String>> reappeared = new HashSet<>();
        for (int seed = 0; seed < 60; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            HookedStorage hooked = new HookedStorage(storage);
            Journal journal = Small.open(hooked);
            List<byte[]> entries = new ArrayList<>();
            int retired = 0;
            while (retired < 2) {
                int before = retired;
                hooked.hook(operation -> {
                    if (operation.equals("dir:log") && count(hooked, ".spare") >= 2 && before < 2) {
                        storage.crashAfter(1);
                    }
                });
                try {
                    journal.append("a", entry(entries.size(), 1000));
                    entries.add(entry(entries.size(), 1000));
                } catch (JournalFailedException e) {
                    retired = count(hooked, ".spare");
                }
            }
            Set<String> names = logs(storage, name -> name.endsWith(".spare"));
            SimulatedStorage after = storage.powerCut(seed);
            Set<String> back =
                    logs(after, name -> name.endsWith(".log") && names.contains(name.replace(".log", ".spare")));
            reappeared.add(back);
            Journal reopened = Small.open(after);
            Small.requireEntries(reopened, "a", entries);
        }
        assertTrue(reappeared.size() >= 4, "combinations of segments that reappeared: " + reappeared);
    }

    private static int count(HookedStorage storage, String suffix) {
        return (int) storage.operations.stream()
                .filter(operation -> operation.startsWith("rename:") && operation.endsWith(suffix))
                .count();
    }

    private static Set<String> logs(SimulatedStorage storage, Predicate<String> wanted) {
        return new TreeSet<>(storage.files().stream()
                .filter(file -> file.startsWith("log/"))
                .filter(wanted)
                .toList());
    }

    /** Crashes once in every operation, from the PREPARE until long after its segment is deleted. */
    @Test
    void prepareRetiredOnlyAfterItsEntriesAreForced() {
        byte[] prepared = entry(1, 700);
        boolean crashed = true;
        int operation = 0;
        while (crashed) {
            operation++;
            SimulatedStorage storage = new SimulatedStorage(operation);
            storage.crashAfter(operation);
            boolean committed = false;
            crashed = false;
            try {
                Journal journal = Small.open(storage);
                BranchId branch = Small.prepare(journal, "b", "b", prepared);
                append(journal, 40);
                Transactions.of(journal).commit(branch);
                committed = true;
                for (int i = 0; i < 60; i++) {
                    journal.append("c", entry(i, 1000));
                }
                assertFalse(storage.files().contains("log/00000000000000000000.log"), "the segment must be retired");
            } catch (SimulatedCrash | JournalFailedException e) {
                crashed = true;
            }
            Journal after = Small.open(storage.powerCut(operation));
            if (committed || after.nextId("b") == 1) {
                Small.requireEntries(after, "b", List.of(prepared));
                assertEquals(List.of(), Transactions.of(after).inDoubt());
            }
        }
        assertTrue(operation > 100, "only " + operation + " operations");
    }
}
