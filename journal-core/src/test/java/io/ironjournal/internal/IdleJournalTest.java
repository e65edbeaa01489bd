package io.ironjournal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An idle journal. */
class IdleJournalTest {

    @ParameterizedTest
    @EnumSource(SyncMode.class)
    void journalWithoutWrites_stopsAllOperations(SyncMode mode) throws InterruptedException {
        SimulatedStorage storage = new SimulatedStorage(1);
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(64 << 10)
                .syncMode(mode)
                .syncInterval(Duration.ofMillis(10))
                .build();
        try (Journal journal = JournalOpener.open(options, storage, true)) {
            journal.append("orders", new byte[10]);
            Thread.sleep(1500);
            int operations = storage.operations();
            Thread.sleep(500);
            assertEquals(operations, storage.operations());
        }
    }
}
