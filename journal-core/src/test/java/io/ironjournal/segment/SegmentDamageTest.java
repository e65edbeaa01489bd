package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.Compression;
import io.ironjournal.CorruptionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Corruption in segments after recovery: it is always detected, and loses only the damaged entries. */
class SegmentDamageTest extends SegmentFixture {

    private long[] written(Compression compression, int entries, int inEach) throws IOException {
        try (SegmentStore store = store(40_000, compression)) {
            append(store.create(STREAM, GENERATION), entries, inEach);
            store.forceAll();
        }
        return StreamFiles.segments(storage, DIRECTORY);
    }

    /** Reads all entries, one by one and by frames. Returns the ids that could not be read one by one. */
    private Set<Long> damagedEntries(Compression compression) throws IOException {
        Set<Long> damaged = new TreeSet<>();
        try (SegmentStore store = store(40_000, compression)) {
            StreamSegments stream = store.open(STREAM);
            for (long id = 0; id < stream.nextId(); id++) {
                try {
                    assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id));
                } catch (CorruptionException e) {
                    assertEquals(Optional.of("orders"), e.stream());
                    assertTrue(e.file().orElseThrow().startsWith("simulated/streams/orders"), e.getMessage());
                    damaged.add(id);
                }
            }
            Set<Long> damagedInFrames = new TreeSet<>();
            for (long id = 0; id < stream.nextId(); id++) {
                try {
                    assertArrayEquals(
                            Entries.entry(STREAM, id, 200),
                            stream.frame(id).entry(id).data());
                } catch (CorruptionException e) {
                    damagedInFrames.add(id);
                }
            }
            assertEquals(damaged, damagedInFrames);
        }
        return damaged;
    }

    @ParameterizedTest
    @EnumSource
    void anyFlippedByte_losesAtMostTheEntriesOfItsFrame(Compression compression) throws IOException {
        long[] segments = written(compression, 1200, 4);
        byte[] whole = storage.readAll(segment(segments[0]));
        List<Long> frames = frames(segments[0]);
        SplittableRandom random = new SplittableRandom(5);
        for (int offset = 64; offset < whole.length; offset += 1 + random.nextInt(300)) {
            storage.corrupt(segment(segments[0]), offset, 1 << random.nextInt(8));
            Set<Long> damaged = damagedEntries(compression);
            long frame = frameAt(frames, offset);
            assertTrue(damaged.stream().allMatch(id -> id / 4 == frame), "offset " + offset + ": " + damaged);
            storage.writeAll(segment(segments[0]), whole);
        }
    }

    private static long frameAt(List<Long> frames, long offset) {
        int i = frames.size() - 1;
        while (frames.get(i) > offset) {
            i--;
        }
        return i;
    }

    @Test
    void flippedByteOfAnEntry_losesOnlyThisEntry() throws IOException {
        written(Compression.NONE, 40, 40);
        int table = 64 + 56;
        int lengthOfFirst = Entries.stored(STREAM, 0, 200).length;
        storage.corrupt(segment(0), table + 40 * 10 + lengthOfFirst + 3, 4);
        assertEquals(Set.of(1L), damagedEntries(Compression.NONE));
        try (SegmentStore store = store(40_000)) {
            StreamSegments stream = store.open(STREAM);
            ChecksumMismatchException e = assertThrows(ChecksumMismatchException.class, () -> Entries.read(stream, 1));
            assertEquals(OptionalLong.of(1), e.id());
            assertEquals(Path.of("simulated", segment(0)), e.file().orElseThrow());
            assertEquals(OptionalLong.of(64), e.offset());
        }
    }

    @Test
    void flippedLengthOfAnEntry_losesThisEntryAndTheNext() throws IOException {
        written(Compression.NONE, 40, 40);
        storage.corrupt(segment(0), 64 + 56 + 5 * 10, 1);
        assertEquals(Set.of(5L, 6L), damagedEntries(Compression.NONE));
        storage.corrupt(segment(0), 64 + 56 + 5 * 10 + 1, 0x80);
        assertEquals(Set.of(5L, 6L), damagedEntries(Compression.NONE));
    }

    @Test
    void flippedTimeOfAnEntry_losesOnlyThisEntry() throws IOException {
        written(Compression.NONE, 30, 30);
        storage.corrupt(segment(0), 64 + 56 + 5 * 10 + 2, 1);
        assertEquals(Set.of(5L), damagedEntries(Compression.NONE));
        storage.corrupt(segment(0), 64 + 56 + 20 * 10 + 5, 0x80);
        assertEquals(Set.of(5L, 20L), damagedEntries(Compression.NONE));
    }

    @Test
    void damage_inAFrameWithACheckedHeader_isDetected() throws IOException {
        written(Compression.NONE, 380, 380);
        int inFirst = index(0).entriesIn(0);
        try (SegmentStore store = store(40_000)) {
            StreamSegments stream = store.open(STREAM);
            assertArrayEquals(Entries.entry(STREAM, 0, 200), Entries.read(stream, 0));
            assertArrayEquals(Entries.entry(STREAM, 379, 200), Entries.read(stream, 379));
            int entries = 64 + 56 + inFirst * 10;
            storage.corrupt(segment(0), entries + Entries.stored(STREAM, 0, 200).length + 3, 4);
            storage.corrupt(segment(0), 64 + 56 + 5 * 10, 1);
            storage.corrupt(segment(0), 64 + 56 + 9 * 10 + 1, 0x80);
            storage.corrupt(segment(0), 64 + 56 + 15 * 10 + 7, 1);
            storage.corrupt(segment(0), 64 + 56 + 20 * 10 + 3, 1);
            Set<Long> damaged = new TreeSet<>();
            for (long id = 0; id < 380; id++) {
                try {
                    assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id), "entry " + id);
                } catch (ChecksumMismatchException e) {
                    assertEquals(OptionalLong.of(id), e.id());
                    damaged.add(id);
                }
            }
            assertEquals(Set.of(1L, 5L, 6L, 9L, 10L, 15L, 20L), damaged);
        }
    }

    @Test
    void twoDamagedFrames_loseOnlyTheEntriesBetweenThem() throws IOException {
        long[] segments = written(Compression.NONE, 400, 4);
        List<Long> frames = frames(segments[0]);
        storage.corrupt(segment(0), frames.get(20) + 8, 1);
        storage.corrupt(segment(0), frames.get(22) + 8, 1);
        Set<Long> damaged = damagedEntries(Compression.NONE);
        assertTrue(damaged.containsAll(Set.of(80L, 83L, 88L, 91L)), "" + damaged);
        assertTrue(damaged.stream().allMatch(id -> id >= 80 && id < 92), "" + damaged);
    }

    @Test
    void truncatedSealedSegment_losesOnlyItsLastEntries() throws IOException {
        long[] segments = written(Compression.NONE, 1200, 4);
        byte[] whole = storage.readAll(segment(0));
        List<Long> frames = frames(0);
        storage.writeAll(segment(0), Arrays.copyOf(whole, (int) (frames.get(50) + 60)));
        Set<Long> damaged = damagedEntries(Compression.NONE);
        assertEquals(segments[1] - 200, damaged.size());
        assertTrue(damaged.stream().allMatch(id -> id >= 200 && id < segments[1]), "" + damaged);
    }

    /** The index that seals a segment is not needed: it can be damaged in any byte, or missing. */
    @Test
    void missingOrDamagedIndex_losesNoEntry() throws IOException {
        long[] segments = written(Compression.NONE, 1200, 4);
        byte[] whole = storage.readAll(segment(segments[0]));
        int length = ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getInt(whole.length - 8);
        assertTrue(length > 64 + 16 && length < whole.length, "" + length);
        for (int at = whole.length - length; at < whole.length; at += 5) {
            storage.corrupt(segment(segments[0]), at, 0x04);
            assertEquals(Set.of(), damagedEntries(Compression.NONE), "byte " + at);
            storage.writeAll(segment(segments[0]), whole);
        }
        storage.writeAll(segment(segments[0]), Arrays.copyOf(whole, whole.length - length));
        assertEquals(Set.of(), damagedEntries(Compression.NONE));
    }

    @Test
    void segmentInPlaceOfAnother_isRefused() throws IOException {
        long[] segments = written(Compression.NONE, 1200, 4);
        storage.writeAll(segment(segments[1]), storage.readAll(segment(segments[0])));
        Set<Long> damaged = damagedEntries(Compression.NONE);
        assertEquals(segments[2] - segments[1], damaged.size());
        assertTrue(damaged.contains(segments[1]));
    }

    @Test
    void segmentOfAnotherStreamOrJournal_isRefused() throws IOException {
        written(Compression.NONE, 40, 4);
        storage.writeAll("streams/other/00000000000000000000.wal", storage.readAll(segment(0)));
        try (SegmentStore store = store(40_000)) {
            CorruptionException e = assertThrows(CorruptionException.class, () -> store.open("other"));
            assertTrue(e.getMessage().contains("another journal, stream"), e.getMessage());
        }
        try (SegmentStore store = new SegmentStore(
                storage,
                new UUID(1, 1),
                new SegmentOptions(4096, Compression.NONE, 0, 3),
                SegmentFixture::unlessUnlisted)) {
            assertThrows(CorruptionException.class, () -> store.open(STREAM));
        }
    }

    @Test
    void idleStreamWithATornTail_isRefused() throws IOException {
        written(Compression.NONE, 40, 4);
        byte[] whole = storage.readAll(segment(0));
        storage.writeAll(segment(0), Arrays.copyOf(whole, whole.length - 1));
        try (SegmentStore store = store(40_000)) {
            CorruptionException e = assertThrows(CorruptionException.class, () -> store.open(STREAM));
            assertTrue(e.getMessage().contains("Id 36 and those that follow"), e.getMessage());
            assertTrue(e.getMessage().contains("corruptionPolicy TRUNCATE"), e.getMessage());
        }
    }
}
