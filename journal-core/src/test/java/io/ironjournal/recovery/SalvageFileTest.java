package io.ironjournal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.StreamChange;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SalvageFileTest {

    private static final UUID JOURNAL = new UUID(1, 2);
    private static final StreamChange A = new StreamChange("a", 512, 0);
    private static final StreamChange B = new StreamChange("b/ü", 1024, 0);

    private SimulatedStorage storage = new SimulatedStorage(1);

    private SalvageFile load() throws IOException {
        SalvageFile file = SalvageFile.load(storage);
        file.requireJournal(JOURNAL);
        return file;
    }

    @Test
    void deletions_surviveAPowerFailure_andAreAddedUp() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            storage = new SimulatedStorage(seed);
            load().begin(List.of(A));
            storage = storage.powerCut(seed);
            assertEquals(List.of(A), load().deletions());
            load().begin(List.of(B, A));
            storage = storage.powerCut(seed);
            assertEquals(List.of(A, B), load().deletions());
            load().end();
            storage = storage.powerCut(seed);
            assertFalse(load().exists());
            assertEquals(List.of(), load().deletions());
        }
    }

    @Test
    void withoutDeletions_theFileIsEmpty() throws IOException {
        load().begin(List.of());
        storage = storage.powerCut(1);

        assertTrue(load().exists());
        assertEquals(0, storage.readAll("SALVAGE").length);
    }

    @Test
    void damagedFile_isRefused_whicheverBitIsFlipped() throws IOException {
        load().begin(List.of(A, B));
        int length = storage.readAll("SALVAGE").length;
        for (int at = 0; at < length; at++) {
            for (int bit = 0; bit < Byte.SIZE; bit++) {
                storage.corrupt("SALVAGE", at, 1 << bit);
                CorruptionException refused = assertThrows(CorruptionException.class, this::load);
                assertTrue(refused.getMessage().contains("SALVAGE"), refused.getMessage());
                storage.corrupt("SALVAGE", at, 1 << bit);
            }
        }
        assertEquals(List.of(A, B), load().deletions());
    }

    /** Generations are small numbers, which two journals share. */
    @Test
    void fileOfAnotherJournal_isRefused_soThatItDeletesNoStream() throws IOException {
        load().begin(List.of(A));
        SalvageFile foreign = SalvageFile.load(storage);

        CorruptionException refused =
                assertThrows(CorruptionException.class, () -> foreign.requireJournal(new UUID(3, 4)));
        assertTrue(refused.getMessage().contains("belongs to journal " + JOURNAL), refused.getMessage());
    }
}
