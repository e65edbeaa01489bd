package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalBackup;
import io.ironjournal.JournalOptions;
import io.ironjournal.files.JournalFiles;
import io.ironjournal.spi.transaction.Transactions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A restored journal holds the recovery of a transaction manager until it is released. Everything else works. */
class RestoredJournalTest {

    @TempDir
    Path directory;

    private Path restored;

    @BeforeEach
    void restore() {
        restored = directory.resolve("restored");
        try (Journal journal = Journal.open(directory.resolve("original"))) {
            journal.append("orders", bytes("a"));
            assertFalse(Transactions.of(journal).isRecoveryHeld());
            journal.backup(directory.resolve("backup"));
        }
        JournalBackup.restore(directory.resolve("backup"), restored);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isHeld(Path root) {
        boolean inFiles;
        try (JournalFiles files = JournalFiles.openReadOnly(root)) {
            inFiles = files.isRecoveryHeld();
        }
        try (Journal journal = Journal.open(root)) {
            assertEquals(inFiles, Transactions.of(journal).isRecoveryHeld());
        }
        return inFiles;
    }

    @Test
    void restoredJournal_isHeld_inEachOpening_untilTheRelease() {
        assertFalse(isHeld(directory.resolve("original")));
        assertTrue(isHeld(restored));
        try (Journal journal = Journal.open(restored)) {
            assertEquals(1, journal.append("orders", bytes("b")));
            Transactions transactions = Transactions.of(journal);
            transactions.states().put("/decision", bytes("c"));
            assertTrue(transactions.isRecoveryHeld());
            transactions.releaseRecovery();
            transactions.releaseRecovery();
            assertFalse(transactions.isRecoveryHeld());
        }
        assertFalse(isHeld(restored));
    }

    @Test
    void backupOfAReleasedJournal_restored_isHeldAgain() {
        try (Journal journal = Journal.open(restored)) {
            Transactions.of(journal).releaseRecovery();
            journal.backup(directory.resolve("second"));
        }
        JournalBackup.restore(directory.resolve("second"), directory.resolve("again"));
        assertTrue(isHeld(directory.resolve("again")));
    }

    @Test
    void copy_andRepair_areHeldAsTheirSource() {
        Path copy = directory.resolve("copy");
        Path repaired = directory.resolve("repaired");
        Journal.copy(
                JournalOptions.builder(restored).build(),
                JournalOptions.builder(copy).build());
        repair(restored, repaired);
        assertTrue(isHeld(copy));
        assertTrue(isHeld(repaired));
        repair(directory.resolve("original"), directory.resolve("other"));
        assertFalse(isHeld(directory.resolve("other")));
    }

    private static void repair(Path from, Path to) {
        try (JournalFiles files = JournalFiles.openReadOnly(from)) {
            files.repairTo(JournalOptions.builder(to).build());
        }
    }
}
