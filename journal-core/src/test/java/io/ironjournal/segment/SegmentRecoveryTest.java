package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.SegmentHeader;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentRecoveryTest extends SegmentFixture {

    /** Writes a stream of several segments with index frames. All of it is durable. */
    private long[] written(long maxSegmentSize, long entries, int inEach) throws IOException {
        try (SegmentStore store = store(maxSegmentSize)) {
            append(store.create(STREAM, GENERATION), entries, inEach);
            store.forceAll();
        }
        return StreamFiles.segments(storage, DIRECTORY);
    }

    /** Recovers, checks the remaining entries, appends with another group size, and checks again after reopening. */
    private void recoverAndGoOn(long fromId, long expectedNextId) throws IOException {
        try (SegmentStore store = store(3000)) {
            StreamSegments stream = store.recover(STREAM, GENERATION, fromId);
            assertHolds(stream, expectedNextId);
            append(stream, expectedNextId + 40, 3);
            assertHolds(stream, expectedNextId + 40);
            store.forceAll();
        }
        storage = storage.powerCut(fromId);
        try (SegmentStore store = store(3000)) {
            assertHolds(store.open(STREAM), expectedNextId + 40);
        }
    }

    @Test
    void recoverAtAnyId_keepsEntriesBelow_andNoFrameThatBeginsAbove() throws IOException {
        long[] segments = written(8_000, 300, 4);
        assertTrue(segments.length > 3, Arrays.toString(segments));
        SimulatedStorage before = storage;
        for (long fromId = 0; fromId <= 300; fromId++) {
            storage = copyOf(before);
            // Frames of four entries begin at multiples of four. The frame that contains the id is kept whole.
            recoverAndGoOn(fromId, (fromId + 3) / 4 * 4);
        }
    }

    @Test
    void stream_lackingEntriesBelowTheRecoveredId_isRefused() throws IOException {
        written(20_000, 100, 4);
        try (SegmentStore store = store(3000)) {
            CorruptionException e =
                    assertThrows(CorruptionException.class, () -> store.recover(STREAM, GENERATION, 101));
            assertTrue(e.getMessage().contains(segment(0)), e.getMessage());
            assertTrue(e.getMessage().contains("Id 100"), e.getMessage());
            assertTrue(e.getMessage().contains("corruptionPolicy TRUNCATE"), e.getMessage());
        }
    }

    @Test
    void missingStream_canOnlyStartAtItsFirstId() throws IOException {
        try (SegmentStore store = store(3000)) {
            assertThrows(SegmentNotFoundException.class, () -> store.recover(STREAM, GENERATION, 1));
            assertEquals(0, store.recover(STREAM, GENERATION, 0).nextId());
            storage.setSpace(0);
            assertEquals(0, store.recover("other", GENERATION, 0).nextId(), "uses no space");
        }
    }

    @Test
    void missingSegmentBelowTheRecoveredId_isNamed() throws IOException {
        long[] segments = written(20_000, 900, 4);
        storage.delete(segment(segments[1]));
        try (SegmentStore store = store(3000)) {
            long fromId = segments[1] + 1;
            SegmentNotFoundException e =
                    assertThrows(SegmentNotFoundException.class, () -> store.recover(STREAM, GENERATION, fromId));
            assertTrue(e.getMessage().contains(segment(segments[1])), e.getMessage());
            assertTrue(e.getMessage().contains("corruptionPolicy TRUNCATE"), e.getMessage());
        }
    }

    @Test
    void segmentsOfAnotherGeneration_areRefused_orDiscardedWhenRecoveryStartsAtTheFirstId() throws IOException {
        written(20_000, 900, 4);
        try (SegmentStore store = store(3000)) {
            CorruptionException e =
                    assertThrows(CorruptionException.class, () -> store.recover(STREAM, GENERATION + 1, 10));
            assertTrue(e.getMessage().contains("generation"), e.getMessage());
            StreamSegments stream = store.recover(STREAM, GENERATION + 1, 0);
            append(stream, 10, 2);
            assertHolds(stream, 10);
            assertEquals(1, StreamFiles.segments(storage, DIRECTORY).length);
        }
    }

    @Test
    void emptySegment_alone_isTheStateAfterTruncatingEverything() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(SegmentHeader.SIZE);
        new StreamFiles(storage, JOURNAL, STREAM, GENERATION).header(70, 0).encode(header);
        storage.writeAll(segment(70), header.array());
        try (SegmentStore store = store(3000)) {
            StreamSegments idle = store.open(STREAM);
            assertEquals(70, idle.firstId());
            assertEquals(70, idle.nextId());
        }
        recoverAndGoOn(70, 70);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 100, 101, 520})
    void everyPrefixOfAFile_isReadOrFailsWithATypedError(long fromId) throws IOException {
        written(1 << 20, 520, 4);
        byte[] whole = storage.readAll(segment(0));
        List<Long> frames = frames(0);
        long cut = fromId == 0 ? 0 : endOfFrame(frames, whole.length, (fromId - 1) / 4);
        SplittableRandom random = new SplittableRandom(fromId);
        for (int length = whole.length; length >= 0; length -= 1 + random.nextInt(fromId < 500 ? 97 : 7)) {
            storage = new SimulatedStorage(length);
            storage.writeAll(segment(0), Arrays.copyOf(whole, length));
            if (length >= cut) {
                recoverAndGoOn(fromId, (fromId + 3) / 4 * 4);
            } else {
                try (SegmentStore store = store(3000)) {
                    assertThrows(CorruptionException.class, () -> store.recover(STREAM, GENERATION, fromId));
                    assertEquals(length, storage.readAll(segment(0)).length, "unchanged");
                }
            }
        }
    }

    private static long endOfFrame(List<Long> frames, long end, long frame) {
        // An index frame lies between frames 127 and 128. It is not among the entries that must be there.
        long next = frame + 1 < frames.size() ? frames.get((int) frame + 1) : end;
        return frame == 127 ? next - (8 + 128 * 16 + 64) : next;
    }

    @Test
    void anyGarbageBehindTheRecoveredId_isTruncated() throws IOException {
        long[] segments = written(8_000, 300, 4);
        SimulatedStorage before = storage;
        for (int seed = 0; seed < 400; seed++) {
            storage = copyOf(before);
            SplittableRandom random = new SplittableRandom(seed);
            long fromId = random.nextLong(1, 300);
            long kept = (fromId + 3) / 4 * 4;
            int last = Arrays.binarySearch(segments, fromId - 1);
            last = last >= 0 ? last : -last - 2;
            damageBehind(segments, last, fromId, random);
            recoverAndGoOn(fromId, kept);
        }
    }

    /** Changes the bytes behind the recovered id in each way that a crash can. */
    private void damageBehind(long[] segments, int last, long fromId, SplittableRandom random) throws IOException {
        byte[] bytes = storage.readAll(segment(segments[last]));
        int cut = (int) cutOf(segments[last], fromId);
        byte[] garbled = switch (random.nextInt(6)) {
            case 0 -> Arrays.copyOf(bytes, cut + random.nextInt(bytes.length - cut + 1));
            case 1 -> Arrays.copyOf(bytes, bytes.length + random.nextInt(5000));
            case 2 -> Arrays.copyOf(Arrays.copyOf(bytes, cut), bytes.length);
            case 3 -> noise(bytes, cut, random);
            case 4 -> holes(bytes, cut, random);
            default -> bytes;
        };
        storage.writeAll(segment(segments[last]), garbled);
        for (int i = last + 1; i < segments.length; i++) {
            byte[] later = storage.readAll(segment(segments[i]));
            switch (random.nextInt(5)) {
                case 0 -> storage.delete(segment(segments[i]));
                case 1 -> storage.writeAll(segment(segments[i]), new byte[random.nextInt(100)]);
                case 2 -> storage.writeAll(segment(segments[i]), noise(later, 0, random));
                case 3 -> storage.writeAll(segment(segments[i] + random.nextInt(9)), later);
                default -> {}
            }
        }
    }

    private long cutOf(long segment, long fromId) throws IOException {
        StreamFiles files = new StreamFiles(storage, JOURNAL, STREAM, GENERATION);
        try (SegmentFile file = SegmentFile.open(files, segment)) {
            return SegmentTail.forward(file, file.size(), fromId).end();
        }
    }

    private static byte[] noise(byte[] bytes, int from, SplittableRandom random) {
        byte[] noisy = bytes.clone();
        for (int i = from; i < noisy.length; i += 1 + random.nextInt(300)) {
            noisy[i] = (byte) random.nextInt();
        }
        return noisy;
    }

    private static byte[] holes(byte[] bytes, int from, SplittableRandom random) {
        byte[] holed = bytes.clone();
        for (int sector = from / 512 + 1; sector * 512 < holed.length; sector++) {
            if (random.nextBoolean()) {
                Arrays.fill(holed, sector * 512, Math.min(holed.length, sector * 512 + 512), (byte) 0);
            }
        }
        return holed;
    }

    @Test
    void everyFlippedHeaderBit_isReadOrFailsWithATypedError() throws IOException {
        written(1 << 20, 24, 4);
        byte[] whole = storage.readAll(segment(0));
        List<Long> frames = frames(0);
        int refused = 0;
        for (int frame = -1; frame < frames.size(); frame++) {
            int start = frame < 0 ? 0 : frames.get(frame).intValue();
            for (int bit = 0; bit < (frame < 0 ? SegmentHeader.SIZE : 56) * 8; bit++) {
                byte[] flipped = whole.clone();
                flipped[start + bit / 8] ^= (byte) (1 << bit % 8);
                storage.writeAll(segment(0), flipped);
                refused += recoverOrRefuse(frame, 13) ? 0 : 1;
                storage.writeAll(segment(0), flipped);
                openOrRefuse(frame);
            }
        }
        // The segment's header, and the frames up to the frame of id 12, which no index frame covers.
        assertEquals((64 + 4 * 56) * 8, refused);
    }

    private boolean recoverOrRefuse(int damagedFrame, long fromId) throws IOException {
        try (SegmentStore store = store(1 << 20)) {
            StreamSegments stream = store.recover(STREAM, GENERATION, fromId);
            assertEquals(16, stream.nextId());
            checkAllBut(stream, damagedFrame);
            return true;
        } catch (CorruptionException e) {
            return false;
        }
    }

    private void openOrRefuse(int damagedFrame) throws IOException {
        try (SegmentStore store = store(1 << 20)) {
            StreamSegments stream = store.open(STREAM);
            checkAllBut(stream, damagedFrame);
        } catch (CorruptionException e) {
            assertTrue(e.getMessage().contains(segment(0)), e.getMessage());
        }
    }

    private static void checkAllBut(StreamSegments stream, int damagedFrame) throws IOException {
        for (long id = 0; id < stream.nextId(); id++) {
            if (id / 4 == damagedFrame) {
                long damaged = id;
                assertThrows(CorruptionException.class, () -> Entries.read(stream, damaged));
            } else {
                assertArrayEquals(Entries.entry(STREAM, id, 200), Entries.read(stream, id));
            }
        }
    }

    private static SimulatedStorage copyOf(SimulatedStorage before) throws IOException {
        SimulatedStorage copy = new SimulatedStorage(2);
        for (String file : before.files()) {
            copy.writeAll(file, before.readAll(file));
        }
        return copy;
    }
}
