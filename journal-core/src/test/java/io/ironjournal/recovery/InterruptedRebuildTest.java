package io.ironjournal.recovery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Crashes between the catalogue and the mark of a flush, and then while the opening rebuilds the segments that the log
 * still has. The catalogue then lists streams whose directories are missing, although nothing is lost.
 */
class InterruptedRebuildTest {

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("simulated"))
            .logSegmentSize(8 << 10)
            .logBudget(64 << 10)
            .build();

    private static Journal open(SimulatedStorage storage) {
        return JournalOpener.open(OPTIONS, storage, false);
    }

    private static SimulatedStorage written(long seed) {
        SimulatedStorage storage = new SimulatedStorage(seed);
        open(storage).close();
        return storage;
    }

    /** Writes two streams, deletes one of them, and crashes in an operation from now. Returns false if there is none. */
    private static boolean write(SimulatedStorage storage, int crashAt) {
        Journal journal = open(storage);
        journal.append("orders", "red".getBytes(UTF_8));
        storage.crashAfter(crashAt);
        try {
            journal.close();
            return false;
        } catch (SimulatedCrash | JournalException crashed) {
            return true;
        }
    }

    private static void openAndCrash(SimulatedStorage storage, int crashAt) {
        storage.crashAfter(crashAt);
        try {
            open(storage);
        } catch (SimulatedCrash | JournalException crashed) {
            // A crash inside a callback is a failure of the journal.
        }
    }

    @Test
    void streamsThatTheLogHas_areRebuilt_whateverCrashesLeft() {
        int catalogues = 0;
        for (int first = 1; write(written(first), first); first++) {
            for (int second = 1; second <= 30; second++) {
                for (long seed = 1; seed <= 3; seed++) {
                    SimulatedStorage storage = written(first);
                    write(storage, first);
                    storage = storage.kill();
                    openAndCrash(storage, second);
                    storage = storage.powerCut(seed);
                    boolean listed = storage.files().contains("catalogue")
                            && storage.files().stream().noneMatch(file -> file.startsWith("streams/"));
                    catalogues += listed ? 1 : 0;
                    try (Journal journal = open(storage)) {
                        assertEquals(1, journal.nextId("orders"));
                        assertEquals("red", new String(journal.get("orders", 0).orElseThrow(), UTF_8));
                    }
                }
            }
        }
        assertTrue(catalogues > 0, "No crash left a catalogue without streams");
    }

    @Test
    void streamsThatTheLogHasNot_areMissed() {
        SimulatedStorage storage = written(1);
        write(storage, Integer.MAX_VALUE / 2);
        SimulatedStorage next = storage.kill();
        Journal journal = open(next);
        journal.append("audit", "only in the log".getBytes(UTF_8));
        SimulatedStorage unmounted = next.kill();
        removeStreams(unmounted);

        assertThrows(SegmentNotFoundException.class, () -> open(unmounted));
    }

    private static void removeStreams(SimulatedStorage storage) {
        try {
            for (String file : storage.files()) {
                if (file.startsWith("streams/")) {
                    storage.delete(file);
                    storage.delete(file.substring(0, file.lastIndexOf('/')));
                }
            }
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
