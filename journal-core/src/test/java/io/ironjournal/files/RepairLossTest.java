package io.ironjournal.files;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalNotFoundException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.FilesOpener;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.log.InMemoryCrash;
import io.ironjournal.spi.log.InMemoryLog;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.UnacceptedLossException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A repair that may lack branches or states of a transaction manager records a loss. No other repair does. */
@Timeout(120)
class RepairLossTest {

    private static final long SEED = Long.getLong("ironjournal.seed", 1);
    private static final int FLIPS = Integer.getInteger("ironjournal.repairs", 60);
    private static final byte[] STATE = "decision 4711".getBytes(StandardCharsets.UTF_8);

    private SimulatedStorage target = new SimulatedStorage(3);
    private Map<String, byte[]> files = new TreeMap<>();

    /** Writes a journal whose last log segment begins with the state, and has other records behind it. */
    @BeforeEach
    void write() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        Journal journal = JournalFilesTest.write(storage);
        Transactions.of(journal).states().put("4711", STATE);
        journal.append("a", JournalFilesTest.text(1, 10));
        journal.append("a", JournalFilesTest.text(2, 10));
        files = JournalFilesTest.files(storage.kill());
    }

    /** Destroys the record of the state. */
    private void damageLog() {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            int at = new String(file.getValue(), StandardCharsets.ISO_8859_1).indexOf("decision 4711");
            if (file.getKey().startsWith("log/") && at >= 0) {
                file.getValue()[at] ^= 1;
                return;
            }
        }
        throw new AssertionError("no log segment has the state");
    }

    private RepairReport repair(Map<String, byte[]> from, JournalOptions to) throws IOException {
        try (JournalFiles source = FilesOpener.open(JournalFilesTest.storage(from), options -> target, false)) {
            return source.repairTo(to);
        }
    }

    private RepairReport repair(Map<String, byte[]> from) throws IOException {
        target = new SimulatedStorage(3);
        return repair(from, JournalFilesTest.OPTIONS);
    }

    private static Journal open(JournalOptions options, SimulatedStorage storage) {
        return JournalOpener.open(options.toBuilder().mustExist(true).build(), storage, false);
    }

    private static Journal open(SimulatedStorage storage) {
        return open(JournalFilesTest.OPTIONS, storage);
    }

    private static void assertRefused(Journal journal) {
        Transactions transactions = Transactions.of(journal);
        assertThrows(UnacceptedLossException.class, transactions::inDoubt);
        assertThrows(UnacceptedLossException.class, () -> transactions.states().get("4711"));
        assertThrows(UnacceptedLossException.class, () -> transactions.states().keys());
        assertThrows(UnacceptedLossException.class, () -> transactions.rollback(JournalFilesTest.branchId(1)), "found");
        assertThrows(UnacceptedLossException.class, () -> transactions.commit(JournalFilesTest.branchId(9)), "unknown");
    }

    @Test
    void lostState_isNotTakenForARollback_untilTheLossIsAccepted() throws IOException {
        damageLog();
        RepairReport report = repair(files);
        String loss = report.losses().get(0);
        assertEquals(1, report.losses().size());
        assertTrue(loss.startsWith("The repair that made this journal did not find the whole commit log of"), loss);
        assertTrue(loss.contains("Acknowledged records are damaged"), loss);
        target = target.powerCut(1);
        try (Journal repaired = open(target)) {
            assertEquals(report.losses(), Transactions.of(repaired).unacceptedLosses());
            assertEquals(report.losses(), repaired.recoveryReport().losses());
            assertRefused(repaired);
        }
        try (Journal again = open(target)) {
            assertRefused(again);
            Transactions.of(again).acceptLoss();
            assertEquals(List.of(), Transactions.of(again).states().keys());
            assertEquals(2, Transactions.of(again).inDoubt().size());
            Transactions.of(again).rollback(JournalFilesTest.branchId(1));
        }
        try (Journal accepted = open(target)) {
            assertEquals(List.of(), Transactions.of(accepted).unacceptedLosses());
            assertEquals(1, Transactions.of(accepted).inDoubt().size());
        }
    }

    @Test
    void wholeLog_losesNothing_evenIfAStreamIsDamaged() throws IOException {
        assertEquals(List.of(), repair(files).losses());
        assertFalse(target.exists("LOSS"));
        try (Journal repaired = open(target)) {
            assertArrayEquals(
                    STATE, Transactions.of(repaired).states().get("4711").orElseThrow());
            assertEquals(2, Transactions.of(repaired).inDoubt().size());
        }
        files.keySet().stream()
                .filter(file -> file.endsWith(".wal"))
                .forEach(file -> files.get(file)[files.get(file).length / 2] ^= 1);
        RepairReport report = repair(files);
        assertFalse(report.lost().isEmpty());
        assertEquals(List.of(), report.losses());
    }

    @Test
    void unfinishedWriteAtTheEnd_isNoLoss() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(SEED);
        Journal journal = JournalOpener.open(JournalFilesTest.OPTIONS, storage, false);
        journal.append("a", JournalFilesTest.text(1, 10));
        Transactions.of(journal).states().put("4711", STATE);
        files = JournalFilesTest.files(storage.kill());
        damageLog();
        try (JournalFiles torn = FilesOpener.open(JournalFilesTest.storage(files))) {
            assertEquals(FindingKind.TORN_TAIL, torn.findings().get(0).kind());
        }
        assertEquals(List.of(), repair(files).losses());
        try (Journal repaired = open(target)) {
            assertEquals(List.of(), Transactions.of(repaired).states().keys());
        }
    }

    @Test
    void lossThatNobodyAccepted_staysWithTheRepairedJournal() throws IOException {
        files.put("LOSS", "An old loss\nAnother one\n".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("An old loss", "Another one"), repair(files).losses());
        try (Journal repaired = open(target)) {
            assertRefused(repaired);
            Transactions.of(repaired).acceptLoss();
            assertArrayEquals(
                    STATE, Transactions.of(repaired).states().get("4711").orElseThrow());
        }
        damageLog();
        List<String> both = repair(files).losses();
        assertEquals(3, both.size(), both.toString());
        assertEquals(both, Arrays.asList(new String(target.readAll("LOSS"), StandardCharsets.UTF_8).split("\n")));
        files.put("LOSS.accepted", files.remove("LOSS"));
        assertEquals(1, repair(files).losses().size());
    }

    @Test
    void incompleteDirectories_areLosses() throws IOException {
        for (String mark : List.of("COPYING", "RESTORING")) {
            Map<String, byte[]> marked = new TreeMap<>(files);
            marked.put(mark, new byte[0]);
            assertEquals(1, repair(marked).losses().size(), mark);
        }
        Map<String, byte[]> withoutLog = new TreeMap<>(files);
        withoutLog.keySet().removeIf(file -> file.startsWith("log/"));
        assertEquals(1, repair(withoutLog).losses().size());
    }

    /** The journal is never opened with an error by one rule, and repaired without a loss by another one. */
    @Test
    void everyDamageOfTheLog_isALossIfTheJournalDoesNotOpenWithoutOne() throws IOException {
        List<String> log =
                files.keySet().stream().filter(file -> file.startsWith("log/")).toList();
        SplittableRandom random = new SplittableRandom(SEED);
        Set<Boolean> outcomes = new TreeSet<>();
        for (int i = 0; i < FLIPS; i++) {
            String file = log.get(random.nextInt(log.size()));
            byte[] bytes = files.get(file).clone();
            int at = random.nextInt(bytes.length);
            bytes[at] ^= 4;
            Map<String, byte[]> damaged = new TreeMap<>(files);
            damaged.put(file, bytes);
            outcomes.add(compare(damaged, file + " byte " + at + " seed " + SEED));
        }
        for (String file : log) {
            Map<String, byte[]> damaged = new TreeMap<>(files);
            damaged.remove(file);
            outcomes.add(compare(damaged, file + " missing"));
        }
        assertEquals(Set.of(true, false), outcomes);
    }

    private boolean compare(Map<String, byte[]> damaged, String what) throws IOException {
        boolean opens;
        try {
            open(JournalFilesTest.storage(damaged)).close();
            opens = true;
        } catch (CorruptionException refused) {
            opens = false;
        }
        List<String> losses = repair(damaged).losses();
        assertEquals(opens, losses.isEmpty(), what + ": " + losses);
        return opens;
    }

    @Test
    void crash_atAnyMoment_leavesNoJournalThatHidesTheLoss() throws IOException {
        damageLog();
        Set<String> outcomes = new TreeSet<>();
        repair(files);
        int operations = target.operations();
        for (int operation = 1; operation <= operations + 1; operation += operation < operations - 40 ? 13 : 1) {
            crashAt(operation, JournalFilesTest.OPTIONS);
            outcomes.add(outcome(JournalFilesTest.OPTIONS, target.kill()));
            crashAt(operation, JournalFilesTest.OPTIONS);
            outcomes.add(outcome(JournalFilesTest.OPTIONS, target.powerCut(operation)));
        }
        assertEquals(Set.of("none", "refused", "loss"), outcomes);
    }

    @Test
    void crash_whileALogElsewhereIsWritten_leavesNoJournalThatHidesTheLoss() throws IOException {
        damageLog();
        Set<String> outcomes = new TreeSet<>();
        target = new SimulatedStorage(3);
        repair(files, on(new InMemoryLog(Long.MAX_VALUE).survivingDirectory()));
        int operations = target.operations();
        for (int operation = 1; operation <= operations + 1; operation++) {
            InMemoryLog log = new InMemoryLog(Long.MAX_VALUE).survivingDirectory();
            crashAt(operation, on(log));
            outcomes.add(
                    operation % 2 == 0
                            ? outcome(on(InMemoryCrash.kill(log)), target.kill())
                            : outcome(on(InMemoryCrash.powerCut(log, operation)), target.powerCut(operation)));
        }
        assertTrue(outcomes.containsAll(Set.of("refused", "loss")), outcomes.toString());
        assertFalse(outcomes.contains("whole"), outcomes.toString());
    }

    private static JournalOptions on(InMemoryLog log) {
        return JournalFilesTest.OPTIONS.toBuilder().commitLog(log).build();
    }

    private void crashAt(int operation, JournalOptions to) throws IOException {
        target = new SimulatedStorage(3);
        target.crashAfter(operation);
        try {
            repair(files, to);
        } catch (SimulatedCrash | JournalException crashed) {
            // The process has ended.
        }
    }

    private static String outcome(JournalOptions options, SimulatedStorage left) {
        try (Journal repaired = open(options, left)) {
            if (repaired.streams().isEmpty()) {
                return "none";
            }
            if (Transactions.of(repaired).unacceptedLosses().isEmpty()) {
                return "whole";
            }
            assertRefused(repaired);
            return "loss";
        } catch (JournalNotFoundException none) {
            return "none";
        } catch (CorruptionException refused) {
            assertTrue(refused.getMessage().contains("is not complete"), refused.getMessage());
            return "refused";
        }
    }
}
