package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class OnDiskTransactionalJournalTest extends TransactionalJournalContract {

    @TempDir
    Path directory;

    @Override
    Journal open() throws IOException {
        return Journal.open(JournalOptions.builder(Files.createTempDirectory(directory, "journal"))
                .logSegmentSize(4 << 20)
                .maxEntrySize(1 << 20)
                .maxTransactionSize(1 << 20)
                .build());
    }

    @Override
    void checkForces(int transactions, long forces) {
        assertTrue(forces < 2 * transactions, () -> forces + " forces for " + transactions + " transactions");
    }
}
