package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the statistics show a system clock that is behind the times of entries. */
class ClockBehindTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SetClock clock = new SetClock(NOON);
    private final SimulatedStorage disk = new SimulatedStorage(1);

    private Journal open() {
        return JournalOpener.open(Small.options().build(), disk, false, files -> files, clock);
    }

    @Test
    void clockGoesBack_isShownAtOnce_andUntilItReachesTheTimes() {
        try (Journal journal = open()) {
            assertEquals(Duration.ZERO, journal.stats().clockBehind());
            journal.append("a", entry(1, 10));
            clock.now = NOON.minus(Duration.ofDays(1));
            assertEquals(Duration.ofDays(1), journal.stats().clockBehind());
            journal.append("b", entry(1, 10));
            assertEquals(Duration.ofDays(1), journal.stats().clockBehind());
            assertTrue(journal.stats().toString().contains("clockBehind=PT24H"));
            clock.now = NOON.minusSeconds(61);
            assertEquals(Duration.ofSeconds(61), journal.stats().clockBehind());
            clock.now = NOON.minusSeconds(60);
            assertEquals(Duration.ZERO, journal.stats().clockBehind(), "a small step");
            clock.now = NOON.plusSeconds(1);
            assertEquals(Duration.ZERO, journal.stats().clockBehind());
        }
    }

    @Test
    void clockWasAheadBeforeTheOpening_isShownOnceTheStreamIsWritten() {
        try (Journal journal = open()) {
            journal.append("a", entry(1, 10));
        }
        clock.now = NOON.minus(Duration.ofHours(1));
        try (Journal journal = open()) {
            journal.append("b", entry(1, 10));
            assertEquals(Duration.ZERO, journal.stats().clockBehind());
            journal.appendBatch("a", List.of(entry(1, 10)));
            assertEquals(Duration.ofHours(1), journal.stats().clockBehind());
        }
    }

    @Test
    void branchThatCommits_counts() {
        try (Journal journal = open()) {
            BranchId branch = Small.prepare(journal, "one", "a", entry(1, 10));
            Transactions.of(journal).commit(branch);
            clock.now = NOON.minus(Duration.ofHours(1));
            assertEquals(Duration.ofHours(1), journal.stats().clockBehind());
        }
    }
}
