package io.ironjournal.recovery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The text of recorded losses, as it grows. */
class LossFileTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);

    @Test
    void manyLosses_recorded_areListedUntilTheFileIsFull() throws IOException {
        LossFile losses = LossFile.load(storage);
        String sentence = "x".repeat(1000);
        for (int i = 0; i < 300; i++) {
            losses.record("loss " + i + sentence);
        }
        byte[] full = storage.readAll("LOSS");
        assertTrue(full.length > 60_000 && full.length < 70_000, full.length + " bytes");
        List<String> read = LossFile.load(storage.powerCut(1)).losses();
        assertEquals("loss 0" + sentence, read.get(0));
        assertEquals(LossFile.MORE, read.get(read.size() - 1));
        assertEquals(losses.losses(), read);
    }

    @Test
    void sameLoss_detectedAgain_isRecordedOnce() throws IOException {
        LossFile.load(storage).record("stream a is missing");
        LossFile again = LossFile.load(storage);
        again.record("stream a is missing");
        again.record("stream b is missing");
        assertEquals(List.of("stream a is missing", "stream b is missing"), again.losses());
        assertEquals(again.losses(), LossFile.load(storage).losses());
    }

    @Test
    void sameLoss_afterItWasAccepted_isRecordedAgain() throws IOException {
        LossFile losses = LossFile.load(storage);
        losses.record("stream a is missing");
        losses.accept();
        losses.record("stream a is missing");
        assertEquals(
                List.of("stream a is missing"),
                LossFile.load(storage.powerCut(1)).losses());
    }
}
