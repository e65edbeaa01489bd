package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Cursor;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import io.ironjournal.transaction.InDoubtBranch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The log alone determines the order of events. The system clock is recorded, and nothing depends on it. */
class ClockGoingBackTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SetClock clock = new SetClock(NOON);
    private SimulatedStorage disk = new SimulatedStorage(1);
    private ShardedJournal journal;
    private final List<String> checkpoints = new ArrayList<>();
    private final Set<BranchId> inDoubt = new HashSet<>();
    private int entries;
    private int committed;

    /** The clock jumps back by a minute, by a day, before 1970, and to a year that no checkpoint can have. */
    static Stream<Instant> otherTimes() {
        return Stream.of(
                NOON.minusSeconds(60),
                NOON.minus(Duration.ofDays(1)),
                Instant.EPOCH.minusSeconds(1),
                Instant.parse("1600-01-01T00:00:00Z"),
                Instant.parse("2400-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @MethodSource("otherTimes")
    void clockJumps_changeNothing(Instant other) {
        clock.now = NOON;
        open();
        use("before");
        clock.now = other;
        use("after");
        verify();
        for (int reopening = 0; reopening < 3; reopening++) {
            disk = reopening == 1 ? disk.kill() : disk.powerCut(reopening);
            open();
            verify();
            use("reopened " + reopening);
            clock.now = clock.now.equals(NOON) ? other : NOON;
            verify();
        }
        journal.compactCheckpoints(2);
        checkpoints.subList(0, checkpoints.size() - 2).clear();
        Set.copyOf(inDoubt).forEach(id -> {
            Transactions.of(journal.journal()).commit(id);
            inDoubt.remove(id);
            committed++;
        });
        verify();
        journal.close();
        open();
        verify();
    }

    private void open() {
        journal = JournalOpener.openSharded(
                Small.options().maxSegmentSize(4 << 10).build(), 1, disk, false, clock);
    }

    /** Uses every operation that has a time or an order. */
    private void use(String name) {
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    entries, journal.append(name.getBytes(UTF_8), entry(i, 700)).id());
            entries++;
        }
        journal.createCheckpoint(name.getBytes(UTF_8));
        checkpoints.add(name);
        Cursor cursor = journal.journal().cursor("reader", journal.streamOf(0));
        cursor.advanceTo(entries - 1);
        inDoubt.add(Small.prepare(journal.journal(), name, "audit", entry(1, 10)));
    }

    private void verify() {
        assertEquals(entries, journal.journal().nextId(journal.streamOf(0)));
        assertEquals(
                checkpoints,
                journal.listCheckpoints().stream()
                        .map(CheckpointInfo::id)
                        .map(id -> new String(id, UTF_8))
                        .toList());
        String latest = checkpoints.get(checkpoints.size() - 1);
        assertEquals(latest, new String(journal.loadLatestCheckpoint().id(), UTF_8));
        List<InDoubtBranch> found = Transactions.of(journal.journal()).inDoubt();
        assertEquals(
                inDoubt, new HashSet<>(found.stream().map(InDoubtBranch::id).toList()));
        assertEquals(committed, journal.journal().nextId("audit"));
        assertEquals(
                entries - 1,
                journal.journal().cursor("reader", journal.streamOf(0)).position());
    }
}
