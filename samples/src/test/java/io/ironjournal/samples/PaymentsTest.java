package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample twice in new JVMs. */
class PaymentsTest {

    @TempDir
    Path data;

    @Test
    void payments_areProcessedInTheOrderOfEachCustomer_andTheUnreadableOneIsADeadLetter() throws Exception {
        run();
        StoryRun again = run();
        assertTrue(again.output().contains("Ada: receipts 1 2 3 4 1 2 3 4"), again.output());
        assertTrue(again.output().contains("Grace: receipts 1 3 4 1 3 4"), again.output());
    }

    private StoryRun run() throws Exception {
        StoryRun run = StoryRun.of(Payments.class, data, Map.of("payments.data", data.toString()));
        assertEquals(0, run.exit(), run.output());
        assertTrue(
                run.output().contains("ConsumerStats[23 consumed, 0 behind, 2 failures, 1 dead letters]"),
                run.output());
        assertTrue(run.output().contains("Dead letter: \"Grace ?\", 2 deliveries, "), run.output());
        return run;
    }
}
