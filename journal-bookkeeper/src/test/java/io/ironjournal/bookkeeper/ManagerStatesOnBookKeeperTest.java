package io.ironjournal.bookkeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.transaction.ManagerStates;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** States of a transaction manager in a log on simulated ledgers, of which old ones are deleted. */
class ManagerStatesOnBookKeeperTest {

    private final SimulatedBookKeeperLog log = SimulatedBookKeeperLog.withoutFaults();

    private Journal openOnNewMachine() {
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(32 << 10)
                .maxMemtableMemory(64 << 10)
                .maxEntriesPerSegment(10)
                .maxEntrySize(8 << 10)
                .maxTransactionSize(16 << 10)
                .commitLog(log)
                .build();
        return JournalOpener.open(options, new SimulatedStorage(1), false);
    }

    /** Writes and truncates until the oldest ledger is deleted. */
    private void writeUntilLedgersAreDeleted(Journal journal) {
        long oldest = oldestLedger();
        for (int i = 0; oldestLedger() == oldest; i++) {
            assertFalse(i > 10_000, "No ledger is deleted");
            long id = journal.append("orders", new byte[1_000]);
            journal.truncate("orders", id);
        }
    }

    private long oldestLedger() {
        return log.cluster().content.ledgers().get(0).id();
    }

    @Test
    void state_survivesTheMachineAndItsLedger_andSoDoesItsRemoval() {
        Journal lost = openOnNewMachine();
        ManagerStates states = Transactions.of(lost).states();
        states.put("decided", "commit".getBytes(UTF_8));
        states.put("ended", "commit".getBytes(UTF_8));
        writeUntilLedgersAreDeleted(lost);
        states.remove("ended");
        writeUntilLedgersAreDeleted(lost);

        try (Journal journal = openOnNewMachine()) {
            writeUntilLedgersAreDeleted(journal);
        }
        try (Journal journal = openOnNewMachine()) {
            ManagerStates found = Transactions.of(journal).states();
            assertEquals("commit", new String(found.get("decided").orElseThrow(), UTF_8));
            assertEquals(List.of("decided"), found.keys());
        }
    }
}
