package io.ironjournal.cursor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.format.CheckpointFileHeader;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.CursorSnapshot;
import io.ironjournal.format.Manifest;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Positions beyond the end of their stream, as in a copy of two different times. They prove that entries are missing.
 */
class PositionsBeyondEndTest {

    private final SimulatedStorage storage = new SimulatedStorage(1);

    private ShardedJournal open(CorruptionPolicy policy) {
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(64 << 10)
                .corruptionPolicy(policy)
                .build();
        return JournalOpener.openSharded(options, 1, storage, false);
    }

    private UUID writeThreeEntriesWithPositions() {
        try (ShardedJournal sharded = open(CorruptionPolicy.FAIL)) {
            Journal journal = sharded.journal();
            for (int i = 0; i < 3; i++) {
                journal.append("orders", new byte[] {1});
                sharded.append(new byte[] {1}, new byte[] {2});
            }
            journal.cursor("mailer", "orders").advanceTo(3);
            sharded.createCheckpoint("noon".getBytes(UTF_8));
            return Transactions.of(journal).journalId();
        }
    }

    /** Replaces the cursor file with one from a time when the stream was longer. */
    private void moveCursorBeyondEnd(UUID journal) throws IOException {
        CursorSnapshot found = CursorSnapshot.decode(storage.readAll("cursors"), journal, "cursors");
        CursorMove move = found.moves().get(0);
        CursorMove beyond = move.to(120);
        storage.writeAll(
                "cursors",
                new CursorSnapshot(found.born(), List.of(beyond), List.of())
                        .encode(journal)
                        .array());
    }

    @Test
    void cursor_beyondTheEndOfItsStream_isRefused_andSkipsNothing() throws IOException {
        moveCursorBeyondEnd(writeThreeEntriesWithPositions());
        try (ShardedJournal sharded = open(CorruptionPolicy.FAIL)) {
            CorruptionException missing = assertThrows(
                    CorruptionException.class,
                    () -> sharded.journal().cursor("mailer", "orders").position());
            assertTrue(
                    missing.getMessage()
                            .contains("Cursor 'mailer' of stream 'orders' is at 120, but the stream ends at 3"),
                    missing.getMessage());
        }
    }

    @Test
    void cursor_beyondTheEndWithTruncate_recordsTheLoss_andReadsTheNextEntries() throws IOException {
        moveCursorBeyondEnd(writeThreeEntriesWithPositions());
        try (ShardedJournal sharded = open(CorruptionPolicy.TRUNCATE)) {
            Journal journal = sharded.journal();
            assertEquals(3, journal.cursor("mailer", "orders").position());
            assertTrue(new String(storage.readAll("LOSS"), UTF_8).contains("Cursor 'mailer'"));
            journal.append("orders", new byte[] {7});
            assertEquals(
                    3, journal.cursor("mailer", "orders").next().orElseThrow().id());
        }
    }

    @Test
    void checkpoint_beyondTheEndOfAShard_isRefused() throws IOException {
        UUID journal = writeThreeEntriesWithPositions();
        ByteBuffer old = ByteBuffer.wrap(storage.readAll("checkpoints.log")).order(ByteOrder.LITTLE_ENDIAN);
        Manifest manifest = new Manifest(1, journal);
        CheckpointFileHeader header = CheckpointFileHeader.decode(old, manifest, "checkpoints.log");
        CheckpointRecord record = CheckpointRecord.decode(old, 1);
        ByteBuffer changed = ByteBuffer.allocate(old.capacity()).order(ByteOrder.LITTLE_ENDIAN);
        header.encode(changed);
        new CheckpointRecord(
                        record.id(),
                        record.lsn(),
                        new ConsistentCut(record.cut().at(), new long[] {120}))
                .encode(changed);
        storage.writeAll("checkpoints.log", changed.array());
        try (ShardedJournal sharded = open(CorruptionPolicy.FAIL)) {
            CorruptionException missing =
                    assertThrows(CorruptionException.class, () -> sharded.loadCheckpoint("noon".getBytes(UTF_8)));
            assertTrue(missing.getMessage().contains("is at entry 120 of shard 0"), missing.getMessage());
        }
    }
}
