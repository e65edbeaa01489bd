package io.ironjournal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A killed process leaves names that are not forced. The next process sees them, but a power failure may remove them.
 */
class KilledWhileOpeningTest {

    private static final int ENTRY = 5000;

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("/simulated"))
            .logSegmentSize(8 << 10)
            .logBudget(64 << 10)
            .build();

    @Test
    void journalKilledDuringCreation_keepsLaterEntries() {
        for (int operation = 1; operation <= 12; operation++) {
            for (int seed = 0; seed < 16; seed++) {
                SimulatedStorage killed = new SimulatedStorage(seed);
                killed.crashAfter(operation);
                open(killed);
                SimulatedStorage used = killed.kill();
                append(used, 1);
                assertHolds(used.powerCut(seed), 1, "killed in operation " + operation + ", seed " + seed);
            }
        }
    }

    @Test
    void recoveryAfterAKilledRecovery_powerFails_losesNothing() {
        for (int first = 1; first <= 16; first++) {
            for (int second = 1; second <= 16; second++) {
                for (int seed = 0; seed < 8; seed++) {
                    SimulatedStorage used = new SimulatedStorage(seed);
                    append(used, 2);
                    SimulatedStorage killed = used.kill();
                    killed.crashAfter(first);
                    open(killed);
                    SimulatedStorage cut = killed.kill();
                    cut.crashAfter(second);
                    open(cut);
                    assertHolds(
                            cut.powerCut(seed),
                            2,
                            "killed in operation " + first + ", crash in operation " + second + ", seed " + seed);
                }
            }
        }
    }

    private static void open(SimulatedStorage storage) {
        try {
            JournalOpener.open(OPTIONS, storage, false);
        } catch (SimulatedCrash | JournalException e) {
            // The crash that this test injects.
        }
    }

    /** Appends entries. The second one begins in one log segment and ends in the next. */
    private static void append(SimulatedStorage storage, int count) {
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        for (int i = 0; i < count; i++) {
            journal.append("orders", new byte[ENTRY]);
        }
    }

    private static void assertHolds(SimulatedStorage storage, int count, String when) {
        Journal journal = JournalOpener.open(OPTIONS, storage, false);
        assertEquals(count, journal.nextId("orders"), when);
    }
}
