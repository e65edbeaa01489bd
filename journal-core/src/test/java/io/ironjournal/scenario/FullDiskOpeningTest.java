package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Compression;
import io.ironjournal.DiskFullException;
import io.ironjournal.Journal;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With any content of the log, the journal opens on a full disk, again and again, after each kind of end. */
class FullDiskOpeningTest {

    private static final int OPENINGS = 12;

    private static final List<byte[]> SMALL_AND_LARGE = List.of(entry(0, 10), entry(1, Small.LOG_SEGMENT - 1000));

    /**
     * Opens the journal on a full disk repeatedly. Unless it is closed, it is in turn killed or hit by a power failure.
     */
    private static SimulatedStorage openAgainAndAgain(SimulatedStorage last, boolean closed, Consumer<Journal> check) {
        SimulatedStorage disk = last;
        for (int opening = 0; opening < OPENINGS; opening++) {
            disk.setSpace(disk.usedSpace());
            Journal journal = Small.open(disk);
            check.accept(journal);
            if (closed) {
                journal.close();
            }
            disk = opening % 2 == 0 ? disk.kill() : disk.powerCut(opening);
        }
        return disk;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void journalWithAllEntriesInSegments_opensOnAFullDisk(boolean closed) {
        SimulatedStorage disk = new SimulatedStorage(1);
        try (Journal journal = Small.open(disk)) {
            journal.append("a", entry(0, 1000));
        }
        openAgainAndAgain(disk, closed, journal -> Small.requireEntries(journal, "a", List.of(entry(0, 1000))));
    }

    /**
     * The last flush had room for entries in segments, but none to carry the undecided branch forward. So the log is
     * needed from its PREPARE on. It then has a COMMIT whose own PREPARE is no longer needed.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void copiedLog_keepsTheOutcomesOfBranches(boolean closed) {
        SimulatedStorage disk = new SimulatedStorage(1);
        List<byte[]> appended = new ArrayList<>();
        BranchId undecided;
        try (Journal journal = Small.open(disk)) {
            disk.setSpace(disk.usedSpace() + Small.LOG_SEGMENT - 512);
            BranchId committed = Small.prepare(journal, "committed", "c", entry(2, 300));
            undecided = Small.prepare(journal, "undecided", "u", entry(1, 300));
            BranchId rolledBack = Small.prepare(journal, "rolled back", "r", entry(3, 300));
            assertThrows(DiskFullException.class, () -> {
                while (true) {
                    byte[] entry = entry(appended.size(), 100);
                    journal.append("a", entry);
                    appended.add(entry);
                }
            });
            Transactions.of(journal).commit(committed);
            Transactions.of(journal).rollback(rolledBack);
        }
        disk = openAgainAndAgain(disk, closed, journal -> {
            assertEquals(
                    List.of(undecided),
                    Transactions.of(journal).inDoubt().stream()
                            .map(InDoubtBranch::id)
                            .toList());
            Small.requireEntries(journal, "c", List.of(entry(2, 300)));
            Small.requireEntries(journal, "a", appended);
            assertEquals(0, journal.nextId("r"));
        });
        try (Journal journal = Small.open(disk)) {
            Transactions.of(journal).commit(undecided);
        }
        openAgainAndAgain(disk, closed, journal -> {
            assertEquals(List.of(), Transactions.of(journal).inDoubt());
            Small.requireEntries(journal, "u", List.of(entry(1, 300)));
        });
    }

    /** The beginning is still read because of a branch in doubt before it. It would look torn without its end. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordThatBeganInAnOlderSegment_keepsItsEnd(boolean closed) {
        SimulatedStorage disk = new SimulatedStorage(1);
        List<byte[]> appended = new ArrayList<>(List.of(new byte[7300]));
        try (Journal journal = Small.open(disk, Small.options().compression(Compression.LZ4))) {
            Small.prepare(journal, "undecided", "u", entry(1, 300));
            journal.append("a", appended.get(0));
            disk.setSpace(disk.usedSpace() + Small.LOG_SEGMENT - 512);
            assertThrows(DiskFullException.class, () -> {
                while (true) {
                    journal.append("a", new byte[100]);
                    appended.add(new byte[100]);
                }
            });
        }
        openAgainAndAgain(disk, closed, journal -> {
            assertEquals(1, Transactions.of(journal).inDoubt().size());
            Small.requireEntries(journal, "a", appended);
        });
    }

    /** At the first opening, nothing proves that the record is durable, and the record almost fills the segment. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordThatAlmostFillsASegment_isMovedFromOpeningToOpening(boolean closed) {
        SimulatedStorage disk = new SimulatedStorage(1);
        appendSmallAndLarge(disk);
        openAgainAndAgain(disk.kill(), closed, journal -> Small.requireEntries(journal, "a", SMALL_AND_LARGE));
    }

    /** An opening that had space for its copy left a segment that is larger than others. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void largerSegment_becomesASpareOfTheNormalSize(boolean closed) {
        SimulatedStorage disk = new SimulatedStorage(1);
        appendSmallAndLarge(disk);
        disk = disk.kill();
        Small.open(disk).close();
        openAgainAndAgain(disk, closed, journal -> Small.requireEntries(journal, "a", SMALL_AND_LARGE));
    }

    /** COMPACT names the oldest remaining checkpoint by its LSN. Copies have other LSNs. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void discardedCheckpoints_stayDiscarded_afterTheirRecordsAreCopied(boolean closed) {
        SimulatedStorage disk = new SimulatedStorage(1);
        ShardedJournal first = openSharded(disk);
        for (int i = 0; i < 6; i++) {
            first.append("key".getBytes(UTF_8), entry(i, 10));
            first.createCheckpoint(("c" + i).getBytes(UTF_8));
        }
        disk.setSpace(disk.usedSpace());
        assertThrows(
                DiskFullException.class, () -> first.compactCheckpoints(2), "there is no room for the smaller file");
        disk = disk.kill();
        for (int opening = 0; opening < OPENINGS; opening++) {
            disk.setSpace(disk.usedSpace());
            ShardedJournal journal = openSharded(disk);
            List<CheckpointInfo> left = journal.listCheckpoints();
            assertEquals(
                    List.of("c4", "c5"),
                    left.stream().map(info -> new String(info.id(), UTF_8)).toList());
            assertEquals(5, journal.loadCheckpoint("c4".getBytes(UTF_8)).offset(0));
            if (closed) {
                journal.close();
            }
            disk = opening % 3 == 0 ? disk.kill() : disk.powerCut(opening);
        }
    }

    /** The second entry proves that the first one is durable, and keeps its segment in the log. */
    private static void appendSmallAndLarge(SimulatedStorage disk) {
        Journal journal = Small.open(disk);
        SMALL_AND_LARGE.forEach(entry -> journal.append("a", entry));
    }

    private static ShardedJournal openSharded(SimulatedStorage disk) {
        return JournalOpener.openSharded(Small.options().build(), 1, disk, false);
    }
}
