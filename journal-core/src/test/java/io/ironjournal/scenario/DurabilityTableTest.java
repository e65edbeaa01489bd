package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalLockedException;
import io.ironjournal.SyncMode;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of durability modes, cell by cell: each call, in each mode, before each kind of crash. */
@Timeout(120)
class DurabilityTableTest {

    private static final List<String> KINDS = List.of("single", "batch", "transaction");

    @TempDir
    Path root;

    static Stream<Arguments> cells() {
        return Stream.of(SyncMode.values()).flatMap(mode -> KINDS.stream().map(kind -> Arguments.of(mode, kind)));
    }

    /** Returns whether a call of this kind forces, so that its effect survives a power failure after it returns. */
    private static boolean forces(SyncMode mode, String kind) {
        return switch (mode) {
            case STRICT -> true;
            case BATCH_ONLY -> !kind.equals("single");
            case ASYNC -> false;
        };
    }

    private Process child(SyncMode mode, String kind) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledWriter.class.getName(),
                        root.toString(),
                        mode.name(),
                        kind)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Starts a child that writes, kills it like {@code kill -9}, and returns the last id that it acknowledged. */
    private long killWhileWriting(SyncMode mode, String kind) throws Exception {
        Process child = child(mode, kind);
        List<String> said = new ArrayList<>();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            while (said.size() < 300) {
                said.add(line(out.readLine()));
            }
            // Kills it by its handle, because destroying the process object would close its output.
            child.toHandle().destroyForcibly();
            // The output before its death counts too, except an incomplete line.
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
            }
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        }
        return Long.parseLong(said.get(said.size() - 2));
    }

    private static String line(String line) {
        if (line == null) {
            throw new AssertionError("The child process ended by itself");
        }
        return line;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void acknowledgedCalls_surviveKillMinusNine_inEachMode(SyncMode mode, String kind) throws Exception {
        long promised = killWhileWriting(mode, kind);
        try (Journal journal = Journal.open(Small.options(root).build())) {
            requireWhole(journal, promised + 1, kind);
        }
    }

    /** Requires at least this number of entries, all correct, and no partial transaction. */
    private static void requireWhole(Journal journal, long atLeast, String kind) {
        long next = journal.nextId("a");
        assertTrue(next >= atLeast, next + " entries instead of " + atLeast);
        for (long id = 0; id < next; id++) {
            assertArrayEquals(Small.entry(id, 100), journal.get("a", id).orElseThrow(), "entry " + id);
        }
        if (kind.equals("batch")) {
            assertEquals(0, next % 2, "half a batch");
        }
        if (kind.equals("transaction")) {
            assertEquals(next, journal.nextId("b"), "half a transaction");
        }
    }

    @ParameterizedTest
    @MethodSource("cells")
    void acknowledgedCalls_surviveAPowerFailure_asTheirModeSays(SyncMode mode, String kind) {
        int lost = 0;
        for (int seed = 0; seed < 60; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = Small.open(storage, Small.options().syncMode(mode));
            long promised = 0;
            long forcesBefore = journal.stats().forces();
            for (int i = 0; i < 20; i++) {
                long last = KilledWriter.write(journal, kind);
                promised = forces(mode, kind) ? last + 1 : promised;
            }
            assertEquals(forces(mode, kind) ? 20 : 0, journal.stats().forces() - forcesBefore, "forces");
            long written = journal.nextId("a");
            Journal after = Small.open(storage.powerCut(seed));
            requireWhole(after, promised, kind);
            lost += after.nextId("a") < written ? 1 : 0;
        }
        assertEquals(!forces(mode, kind), lost > 0, lost + " power failures lost entries");
    }

    @ParameterizedTest
    @MethodSource("cells")
    void sync_makesEverythingDurable_inEachMode(SyncMode mode, String kind) {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = Small.open(storage, Small.options().syncMode(mode));
            long last = 0;
            for (int i = 0; i < 20; i++) {
                last = KilledWriter.write(journal, kind);
            }
            journal.sync();
            requireWhole(Small.open(storage.powerCut(seed)), last + 1, kind);
        }
    }

    /** A batch also forces everything that was handed over before it. */
    @Test
    void batchInBatchOnlyMode_alsoForcesEarlierSingleAppends() {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = Small.open(storage, Small.options().syncMode(SyncMode.BATCH_ONLY));
            for (int i = 0; i < 9; i++) {
                KilledWriter.write(journal, "single");
            }
            long last = KilledWriter.write(journal, "batch");
            assertEquals(10, last);
            requireWhole(Small.open(storage.powerCut(seed)), 11, "single");
        }
    }

    @ParameterizedTest
    @EnumSource
    void preparedAndCommittedBranches_surviveAPowerFailure_inEachMode(SyncMode mode) {
        for (int seed = 0; seed < 20; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = Small.open(storage, Small.options().syncMode(mode));
            BranchId committed = Small.prepare(journal, "committed", "a", Small.entry(0, 100));
            Transactions.of(journal).commit(committed);
            Small.prepare(journal, "prepared", "a", Small.entry(1, 100));
            Journal after = Small.open(storage.powerCut(seed));
            requireWhole(after, 1, "single");
            assertEquals(1, Transactions.of(after).inDoubt().size());
        }
    }

    @Test
    void asyncMode_forcesEntriesWithoutACallAfterTheInterval() throws Exception {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal = JournalOpener.open(
                Small.options()
                        .syncMode(SyncMode.ASYNC)
                        .syncInterval(Duration.ofMillis(20))
                        .build(),
                storage,
                true);
        long last = KilledWriter.write(journal, "single");
        long from = System.nanoTime();
        while (journal.stats().forces() == 0) {
            assertTrue(System.nanoTime() - from < 30_000_000_000L, "never forced");
            Thread.sleep(5);
        }
        requireWhole(Small.open(storage.powerCut(1)), last + 1, "single");
    }

    @Test
    void directoryOpenInAnotherProcess_isRefusedWithItsProcessId_untilThatProcessIsKilled() throws Exception {
        Process child = child(SyncMode.STRICT, "nothing");
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            assertEquals("open", line(out.readLine()));
            for (int i = 0; i < 3; i++) {
                JournalLockedException locked = assertThrows(JournalLockedException.class, () -> Journal.open(root));
                assertTrue(locked.getMessage().contains(Long.toString(child.pid())), locked.getMessage());
            }
        } finally {
            child.destroyForcibly();
            assertTrue(child.waitFor(30, TimeUnit.SECONDS));
        }
        try (Journal journal = Journal.open(root)) {
            journal.append("a", new byte[1]);
            Process second = child(SyncMode.STRICT, "nothing");
            assertTrue(second.waitFor(60, TimeUnit.SECONDS));
            assertEquals(KilledWriter.REFUSED, second.exitValue(), "two processes had it open");
        }
    }
}
