package io.ironjournal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Another thread forces the log while records that cross a segment are partly handed over. */
class ForcedBesideTest {

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("/simulated"))
            .syncMode(SyncMode.ASYNC)
            .syncInterval(Duration.ofHours(1))
            .logSegmentSize(32 << 10)
            .logBudget(1 << 20)
            .build();

    /** If the durable LSN were within a record, a power failure that tears the record would look like corruption. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void unforcedRecord_isNotCountedAsDurable(boolean powerCut) {
        for (int seed = 1; seed <= 50; seed++) {
            SimulatedStorage storage = new SimulatedStorage(seed);
            Journal journal = JournalOpener.open(OPTIONS, storage, false, ForcedBeside::new);
            long forces = journal.stats().forces();
            while (journal.stats().forces() == forces) {
                journal.append("s", new byte[5000]);
            }
            for (int i = 0; i < 3; i++) {
                journal.append("s", new byte[700]);
            }
            long appended = journal.nextId("s");
            long durable = journal.stats().durableLsn();
            try (Journal recovered = JournalOpener.open(
                    OPTIONS, powerCut ? storage.powerCut(seed) : storage.kill(), false, ForcedBeside::new)) {
                long found = recovered.nextId("s");
                assertTrue(found >= (powerCut ? 1 : appended), found + " of " + appended + " and durable " + durable);
                assertEquals(0, recovered.recoveryReport().lostRecords());
            }
        }
    }
}
