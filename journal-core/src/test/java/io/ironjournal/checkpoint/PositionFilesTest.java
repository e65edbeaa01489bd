package io.ironjournal.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.CorruptionException;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.CheckpointFileHeader;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.CursorSnapshot;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The files of checkpoints and cursors: their pinned bytes, and the effect of damage. */
class PositionFilesTest {

    private static final UUID JOURNAL = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final long BORN = 65_536;

    private static final String CHECKPOINTS = """
            0000   49 52 4f 4e 4a 43 4b 50  02 00 00 00 02 00 00 00
            0010   77 66 55 44 33 22 11 00  ff ee dd cc bb aa 99 88
            0020   00 00 01 00 00 00 00 00  00 00 00 00 17 fc a2 98
            0030   b6 18 aa cd 04 00 00 00  de 56 58 6b 00 00 00 00
            0040   01 00 fa ed 51 72 86 18  70 11 01 00 00 00 00 00
            0050   03 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00
            0060   6e 6f 6f 6e 00 00 00 00
            """;

    private static final String CURSORS = """
            0000   49 52 4f 4e 4a 43 55 52  02 00 00 00 01 00 00 00
            0010   77 66 55 44 33 22 11 00  ff ee dd cc bb aa 99 88
            0020   00 00 01 00 00 00 00 00  00 00 00 00 01 00 00 00
            0030   26 00 00 00 00 02 00 00  00 00 00 00 07 00 00 00
            0040   00 00 00 00 00 a8 da 76  9b 01 00 00 06 00 6d 61
            0050   69 6c 65 72 6f 72 64 65  72 73 16 00 00 00 29 00
            0060   00 00 00 00 00 00 00 a8  da 76 9b 01 00 00 69 6d
            0070   70 6f 72 74 f4 a9 1e 4b
            """;

    private static final String BODY = """
            0000   00 00 02 00 00 00 26 00  00 00 00 02 00 00 00 00
            0010   00 00 07 00 00 00 00 00  00 00 00 a8 da 76 9b 01
            0020   00 00 06 00 6d 61 69 6c  65 72 6f 72 64 65 72 73
            0030   00 00 03 00 00 00 16 00  00 00 29 00 00 00 00 00
            0040   00 00 00 a8 da 76 9b 01  00 00 69 6d 70 6f 72 74
            0050   00 00 01 00 00 00 04 00  00 00 6e 6f 6f 6e
            """;

    private SimulatedStorage storage;

    @BeforeEach
    void writeAJournalWithCheckpointsAndCursors() {
        storage = new SimulatedStorage(1);
        ShardedJournal journal = open(storage);
        journal.append("key".getBytes(UTF_8), "value".getBytes(UTF_8));
        journal.createCheckpoint("one".getBytes(UTF_8));
        journal.journal().append("orders", new byte[] {1});
        journal.journal().cursor("mailer", "orders").advanceTo(1);
        journal.close();
        journal = open(storage);
        journal.createCheckpoint("two".getBytes(UTF_8));
        journal.close();
    }

    private static ShardedJournal open(SimulatedStorage storage) {
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .logSegmentSize(8 << 10)
                .logBudget(64 << 10)
                .build();
        return JournalOpener.openSharded(options, 2, storage, false);
    }

    @Test
    void checkpointFile_hasThePinnedBytes() {
        ByteBuffer out = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        new CheckpointFileHeader(new Manifest(2, JOURNAL), BORN).encode(out);
        Instant time = Instant.parse("2026-01-01T00:00:00.000000001Z");
        new CheckpointRecord("noon".getBytes(UTF_8), 70_000, new ConsistentCut(time, new long[] {3, 0})).encode(out);
        assertEquals(CHECKPOINTS, dump(Arrays.copyOf(out.array(), out.position())));
    }

    @Test
    void cursorFile_hasThePinnedBytes() {
        CursorMove move = new CursorMove("mailer", "orders", 512, 7, 1_767_225_600_000L);
        ProducerMove imported = new ProducerMove("import", 41, 1_767_225_600_000L);
        assertEquals(
                CURSORS,
                dump(new CursorSnapshot(BORN, List.of(move), List.of(imported))
                        .encode(JOURNAL)
                        .array()));
        EntryBodyBuilder body = new EntryBodyBuilder();
        body.move(move);
        body.move(imported);
        body.checkpoint("noon".getBytes(UTF_8));
        assertEquals(BODY, dump(body.build(new byte[0], SectionCompression.NONE).bytes()));
    }

    @Test
    void formatMd_showsThePinnedBytes() throws IOException {
        String format = Files.readString(Path.of(System.getProperty("basedir", "."), "..", "docs", "format.md"));
        for (String pinned : List.of(CHECKPOINTS, CURSORS, BODY)) {
            assertTrue(format.contains(pinned), pinned);
        }
    }

    @Test
    void anyFlippedBit_isDetectedOrHarmless() throws IOException {
        for (String file : List.of("checkpoints.log", "cursors")) {
            byte[] whole = storage.readAll(file);
            int noticed = 0;
            for (int bit = 0; bit < whole.length * 8; bit++) {
                byte[] damaged = whole.clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                noticed += isNoticed(file, damaged) ? 1 : 0;
            }
            assertTrue(noticed > whole.length * 7, file + " " + noticed);
        }
    }

    @Test
    void anyTruncation_isDetectedOrHarmless() throws IOException {
        for (String file : List.of("checkpoints.log", "cursors")) {
            byte[] whole = storage.readAll(file);
            int noticed = 0;
            for (int length = 0; length < whole.length; length++) {
                noticed += isNoticed(file, Arrays.copyOf(whole, length)) ? 1 : 0;
            }
            assertEquals(whole.length, noticed, file);
        }
    }

    /** Opens with a damaged file, and requires a journal exception or all values unchanged. */
    private boolean isNoticed(String file, byte[] damaged) throws IOException {
        SimulatedStorage copy = copyWithout(file);
        copy.writeAll(file, damaged);
        try (ShardedJournal journal = open(copy)) {
            requireWhole(journal);
            return false;
        } catch (CorruptionException e) {
            assertTrue(e.getMessage().contains(file), e.getMessage());
            return true;
        }
    }

    private SimulatedStorage copyWithout(String missing) throws IOException {
        SimulatedStorage copy = new SimulatedStorage(1);
        for (String file : storage.files()) {
            if (!file.equals(missing)) {
                copy.writeAll(file, storage.readAll(file));
            }
        }
        return copy;
    }

    private static void requireWhole(ShardedJournal journal) {
        assertEquals(2, journal.checkpointCount());
        int shard = journal.shardOf("key".getBytes(UTF_8));
        Checkpoint one = journal.loadCheckpoint("one".getBytes(UTF_8));
        assertEquals(1, one.offset(shard));
        assertEquals(0, one.offset(1 - shard));
        assertArrayEquals("two".getBytes(UTF_8), journal.loadLatestCheckpoint().id());
        assertEquals(1, journal.journal().cursor("mailer", "orders").position());
    }

    @Test
    void damageBeforeTheLastCheckpoint_isRefused() throws IOException {
        SimulatedStorage copy = copyWithout("checkpoints.log");
        byte[] damaged = storage.readAll("checkpoints.log");
        damaged[CheckpointFileHeader.SIZE + 1] ^= 1;
        copy.writeAll("checkpoints.log", damaged);
        CorruptionException error = assertThrows(CorruptionException.class, () -> open(copy));
        assertEquals(OptionalLong.of(48), error.offset());
    }

    @Test
    void checkpointMissingAfterRecovery_neverReturns() throws IOException {
        ByteBuffer ghost = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
        ghost.put(storage.readAll("checkpoints.log"));
        // It was written early, above the flush mark. Then the log lost its record.
        new CheckpointRecord("ghost".getBytes(UTF_8), 8000, new ConsistentCut(Instant.EPOCH, new long[] {1, 1}))
                .encode(ghost);
        storage.writeAll("checkpoints.log", Arrays.copyOf(ghost.array(), ghost.position()));
        for (int i = 0; i < 2; i++) {
            try (ShardedJournal journal = open(storage)) {
                requireWhole(journal);
                journal.journal().append("orders", new byte[8 << 10]);
            }
        }
    }

    @Test
    void damagedCheckpoint_otherCheckpointsCompacted_isTheOnlyOneLost() throws IOException {
        try (ShardedJournal journal = open(storage)) {
            storage.corrupt("checkpoints.log", CheckpointFileHeader.SIZE + CheckpointRecord.HEADER, 1);
            assertEquals(2, journal.listCheckpoints().size());
            journal.createCheckpoint("three".getBytes(UTF_8));
            journal.createCheckpoint("two".getBytes(UTF_8));
            assertTrue(journal.compactCheckpoints(3).bytesReclaimed() >= 0);
            assertEquals(2, journal.checkpointCount());
        }
        try (ShardedJournal journal = open(storage)) {
            assertArrayEquals(
                    "two".getBytes(UTF_8), journal.loadLatestCheckpoint().id());
            assertEquals(2, journal.checkpointCount());
        }
    }

    @Test
    void replacedCheckpoints_compacted_freeTheirSpace() throws IOException {
        try (ShardedJournal journal = open(storage)) {
            for (int i = 0; i < 100; i++) {
                journal.createCheckpoint("same".getBytes(UTF_8));
                if (i % 10 == 0) {
                    journal.compactCheckpoints(1000);
                }
            }
            journal.compactCheckpoints(1000);
            assertEquals(3, journal.checkpointCount());
        }
        assertEquals(
                CheckpointFileHeader.SIZE + 3L * CheckpointRecord.size(4, 2),
                storage.readAll("checkpoints.log").length);
    }

    @Test
    void missingCheckpointFile_isNamed() throws IOException {
        SimulatedStorage copy = copyWithout("checkpoints.log");
        JournalException error = assertThrows(SegmentNotFoundException.class, () -> open(copy));
        assertTrue(error.getMessage().contains("checkpoints.log is missing"), error.getMessage());
    }

    @Test
    void damageWhileOpen_affectsThatCheckpointOnly() throws IOException {
        try (ShardedJournal journal = open(storage)) {
            storage.corrupt("checkpoints.log", CheckpointFileHeader.SIZE + CheckpointRecord.HEADER, 1);
            assertThrows(ChecksumMismatchException.class, () -> journal.loadCheckpoint("one".getBytes(UTF_8)));
            assertArrayEquals(
                    "two".getBytes(UTF_8), journal.loadLatestCheckpoint().id());
        }
    }

    private static String dump(byte[] bytes) {
        StringBuilder dump = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            String line = HexFormat.ofDelimiter(" ").formatHex(bytes, at, Math.min(at + 16, bytes.length));
            dump.append(String.format("%04x   ", at))
                    .append(line.length() > 23 ? line.substring(0, 23) + " " + line.substring(23) : line)
                    .append('\n');
        }
        return dump.toString();
    }
}
