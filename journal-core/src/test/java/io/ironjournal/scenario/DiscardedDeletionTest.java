package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Under the policy TRUNCATE, the deletion of a stream counts although its record is discarded, because files of the stream
 * may be gone. It counts also when the opening that discards the record crashes.
 */
class DiscardedDeletionTest {

    private SimulatedStorage storage = new SimulatedStorage(1);

    private Journal openTruncating() {
        return Small.open(storage, Small.options().corruptionPolicy(CorruptionPolicy.TRUNCATE));
    }

    /** Leaves a log whose last valid record is before the deletion of a stream with several segments. */
    private void deleteAndDamage(long seed) throws IOException {
        storage = new SimulatedStorage(seed);
        Journal journal = Small.open(storage);
        for (int i = 0; i < 30; i++) {
            journal.append("a", entry(i, 1000));
        }
        journal.append("b", entry(7, 77));
        journal.deleteStream("a");
        journal.append("b", entry(8, 88));
        storage = storage.kill();
        String log = Damage.fileWith(storage, "log/", entry(7, 77)).orElseThrow();
        storage.corrupt(log, Damage.find(storage.readAll(log), entry(7, 77)), 1);
    }

    /** Returns whether the opening ended before the crash. */
    private boolean crashWhileOpening(int operation) {
        storage.crashAfter(operation);
        boolean opened = true;
        try {
            openTruncating();
        } catch (SimulatedCrash | JournalException e) {
            opened = false;
        }
        storage = operation % 2 == 0 ? storage.kill() : storage.powerCut(operation);
        return opened;
    }

    @Test
    void deletionInADiscardedRecord_isFinished_whereverTheOpeningCrashes() throws IOException {
        boolean opened = false;
        int operation = 0;
        for (; !opened; operation++) {
            deleteAndDamage(operation % 4);
            opened = crashWhileOpening(operation + 1);
            requireDeleted("crash at operation " + (operation + 1));
        }
        assertTrue(operation > 20, "Only " + operation + " operations");
    }

    @Test
    void deletionInADiscardedRecord_isFinished_whereverTwoOpeningsCrash() throws IOException {
        for (int first = 5; first < 60; first += 6) {
            boolean opened = false;
            for (int second = first % 5 + 1; !opened; second += 5) {
                deleteAndDamage(first);
                crashWhileOpening(first);
                opened = crashWhileOpening(second);
                requireDeleted("crashes at operations " + first + " and " + second);
            }
        }
    }

    private void requireDeleted(String when) {
        Journal journal = openTruncating();
        List<String> losses = journal.recoveryReport().losses();
        // Each opening that discards the records keeps its own copy of them, so there may be several losses.
        assertFalse(losses.isEmpty(), when);
        losses.forEach(loss -> assertTrue(loss.contains("damaged in commit-log segment"), when + ": " + loss));
        assertEquals(0, journal.nextId("a"), when);
        assertEquals(0, journal.append("a", entry(1, 1)), when);
        storage = storage.powerCut(3);
        Journal again = Small.open(storage);
        assertEquals(1, again.nextId("a"), when);
        assertFalse(storage.files().contains("SALVAGE"), when);
    }
}
