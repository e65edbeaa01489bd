package io.ironjournal.scenario;

import static io.ironjournal.scenario.Small.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Removals whose record is durable, and whose files cannot be changed: such a call must not say that nothing is durable. */
class FailedRemovalTest {

    private static final String STREAM = "orders";

    private final SimulatedStorage storage = new SimulatedStorage(1);
    private final HookedStorage hooked = new HookedStorage(storage);

    private void fail(String operation) {
        hooked.once(operation, refused -> {
            throw new IOException("no permission");
        });
    }

    private static JournalFailedException requireUnknown(Executable removal) {
        JournalFailedException failed = assertThrows(JournalFailedException.class, removal);
        assertTrue(failed.outcomeUnknown(), failed.getMessage());
        assertFalse(failed.isRetryable());
        return failed;
    }

    private static void fill(Journal journal) {
        for (int i = 0; i < 100; i++) {
            journal.append(STREAM, entry(i, 1000));
        }
        journal.truncate(STREAM, 1);
    }

    @Test
    void truncate_fileIsNotDeleted_hasAnUnknownOutcome_andIsCompleteAfterReopening() {
        Journal journal = Small.open(hooked);
        fill(journal);
        fail("delete:streams/");
        JournalFailedException failed = requireUnknown(() -> journal.truncate(STREAM, 90));
        assertEquals(Optional.of(STREAM), failed.stream());
        assertThrows(JournalFailedException.class, () -> journal.append(STREAM, entry(1, 1)));
        journal.close();
        try (Journal reopened = Small.open(storage)) {
            assertTrue(reopened.firstId(STREAM) > 50, () -> "begins at " + reopened.firstId(STREAM));
        }
    }

    @Test
    void deleteStream_fileIsNotDeleted_hasAnUnknownOutcome_andIsCompleteAfterReopening() {
        Journal journal = Small.open(hooked);
        fill(journal);
        fail("delete:streams/");
        JournalFailedException failed = requireUnknown(() -> journal.deleteStream(STREAM));
        assertEquals(Optional.of(STREAM), failed.stream());
        journal.close();
        try (Journal reopened = Small.open(storage)) {
            assertEquals(0, reopened.nextId(STREAM));
        }
    }

    @Test
    void compactCheckpoints_fileIsNotReplaced_hasAnUnknownOutcome_andIsCompleteAfterReopening() {
        ShardedJournal journal = JournalOpener.openSharded(Small.options().build(), 1, hooked, false);
        for (int i = 0; i < 10; i++) {
            journal.createCheckpoint(new byte[] {(byte) i});
        }
        fail("rename:checkpoints");
        requireUnknown(() -> journal.compactCheckpoints(2));
        journal.close();
        try (ShardedJournal reopened = JournalOpener.openSharded(Small.options().build(), 1, storage, false)) {
            assertEquals(2, reopened.checkpointCount());
        }
    }
}
