package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ironjournal.Journal;
import io.ironjournal.SyncMode;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotedInAsyncTest {

    /** Without a record behind it, damage to the last append would look like a torn tail, and would be discarded. */
    @Test
    void lastAppend_afterItIsForced_isRecordedAsDurable(@TempDir Path directory) {
        try (Journal journal = Journal.open(Small.options(directory)
                .syncMode(SyncMode.ASYNC)
                .syncInterval(Duration.ofMillis(10))
                .build())) {
            journal.append("a", new byte[10]);
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                while (journal.stats().records() < 2) {
                    Thread.sleep(10);
                }
            });
        }
    }
}
