package io.ironjournal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.JournalIOException;
import io.ironjournal.test.storage.SimulatedCrash;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The mark of a restored journal, and crashes while it is removed. */
class RestoredMarkTest {

    private static SimulatedStorage marked(long seed) throws IOException {
        SimulatedStorage storage = new SimulatedStorage(seed);
        RestoredMark.set(storage);
        return storage;
    }

    @Test
    void mark_survivesAPowerCut_andSoDoesItsRemoval() throws IOException {
        for (int seed = 1; seed < 20; seed++) {
            SimulatedStorage storage = marked(seed).powerCut(seed);
            RestoredMark mark = RestoredMark.load(storage);
            assertTrue(mark.exists());
            mark.remove();
            mark.remove();
            assertFalse(mark.exists());
            assertFalse(RestoredMark.load(storage.powerCut(seed)).exists());
        }
    }

    @Test
    void crashedRemoval_leavesTheMark_orRemovesIt_andCanBeRepeated() throws IOException {
        int left = 0;
        int removed = 0;
        for (int operation = 1; operation <= 3; operation++) {
            for (int seed = 1; seed < 20; seed++) {
                SimulatedStorage storage = marked(seed);
                RestoredMark mark = RestoredMark.load(storage);
                storage.crashAfter(operation);
                boolean complete = false;
                try {
                    mark.remove();
                    complete = true;
                } catch (SimulatedCrash crash) {
                    assertTrue(mark.exists(), "the caller was not told that recovery is released");
                }
                RestoredMark after = RestoredMark.load(storage.powerCut(seed));
                assertFalse(complete && after.exists());
                left += after.exists() ? 1 : 0;
                removed += after.exists() ? 0 : 1;
                after.remove();
                assertFalse(after.exists());
            }
        }
        assertTrue(left > 0 && removed > 0, left + " left, " + removed + " removed");
    }

    @Test
    void removal_whoseForceFails_isRefused_andRecoveryIsStillHeld() throws IOException {
        SimulatedStorage storage = marked(1);
        RestoredMark mark = RestoredMark.load(storage);
        storage.failForceAfter(1);
        JournalIOException refused = assertThrows(JournalIOException.class, mark::remove);
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("Cannot release the recovery: "), refused.getMessage());
        assertTrue(mark.exists());
        mark.remove();
        assertFalse(mark.exists());
        assertEquals(0, storage.files().size());
    }
}
