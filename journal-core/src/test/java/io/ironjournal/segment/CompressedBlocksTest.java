package io.ironjournal.segment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Compression;
import io.ironjournal.CorruptionException;
import io.ironjournal.format.CompressedBlock;
import io.ironjournal.format.FrameSlot;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Appends blocks that callers have compressed. */
class CompressedBlocksTest extends SegmentFixture {

    /** One block in the form that records store. */
    private record Block(byte[] stored, int rawLength, int count) {

        static Block of(List<byte[]> entries) {
            int length = entries.stream().mapToInt(entry -> 4 + entry.length).sum();
            ByteBuffer raw = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
            entries.forEach(entry -> raw.putInt(entry.length).put(entry));
            byte[] target = new byte[CompressedBlock.maxStoredLength(length)];
            int stored = CompressedBlock.compress(raw.array(), 0, length, target);
            return new Block(Arrays.copyOf(target, stored), length, entries.size());
        }

        boolean isSmaller() {
            return stored.length < rawLength;
        }

        void addTo(EntryBatch batch) {
            addTo(batch, Entries.START);
        }

        void addTo(EntryBatch batch, long time) {
            batch.addBlock(stored, 0, stored.length, rawLength, count, time);
        }
    }

    private static List<byte[]> compressible(int first, int count, int size) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = first; i < first + count; i++) {
            byte[] entry = new byte[size];
            Arrays.fill(entry, (byte) i);
            entries.add(entry);
        }
        return entries;
    }

    private static void requireEntries(StreamSegments stream, List<byte[]> expected) throws IOException {
        assertEquals(expected.size(), stream.nextId());
        FrameCursor cursor = stream.cursor();
        for (int id = 0; id < expected.size(); id++) {
            assertArrayEquals(expected.get(id), Entries.read(stream, id), "entry " + id);
            assertArrayEquals(expected.get(id), cursor.frame(id).entry(id).data(), "entry " + id);
        }
    }

    @Test
    void largeBlock_appended_becomesThePayloadOfOneFrame() throws IOException {
        List<byte[]> entries = compressible(0, 20, 1000);
        Block block = Block.of(entries);
        EntryBatch batch = new EntryBatch();
        block.addTo(batch);
        try (SegmentStore store = store(1 << 30)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(0, batch);
            byte[] file = storage.readAll(segment(0));
            assertEquals(64 + 56 + block.stored.length + 8, file.length);
            assertArrayEquals(block.stored, Arrays.copyOfRange(file, 64 + 56, file.length - 8));
            requireEntries(stream, entries);
        }
    }

    @Test
    void smallBlocks_appendedTogether_shareFrames() throws IOException {
        EntryBatch batch = new EntryBatch();
        List<byte[]> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            List<byte[]> entries = compressible(i, 2, 1000);
            Block.of(entries).addTo(batch, Entries.START + i);
            batch.add(new byte[] {(byte) i}, 0, 1, Entries.START + i);
            all.addAll(entries);
            all.add(new byte[] {(byte) i});
        }
        try (SegmentStore store = store(1 << 30, Compression.LZ4)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(0, batch);
            assertEquals(2, frames(0).size());
            requireEntries(stream, all);
        }
    }

    @Test
    void blockWithMoreEntriesThanTheSegmentAllows_appended_isDivided() throws IOException {
        EntryBatch batch = new EntryBatch();
        Block.of(compressible(0, 25, 1000)).addTo(batch);
        SegmentOptions options = new SegmentOptions(1 << 30, Compression.LZ4, 100, 8).withMaxEntriesPerSegment(10);
        try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(0, batch);
            requireEntries(stream, compressible(0, 25, 1000));
            assertTrue(storage.exists(segment(10)) && storage.exists(segment(20)));
        }
    }

    @Test
    void blockOfManyEmptyEntries_divided_hasFramesOfTheUsualSize() throws IOException {
        List<byte[]> entries = compressible(0, 16_384, 0);
        EntryBatch batch = new EntryBatch();
        Block.of(entries).addTo(batch);
        SegmentOptions options = new SegmentOptions(1 << 30, Compression.NONE, 100, 8).withMaxEntriesPerSegment(16_383);
        try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            stream.append(0, batch);
            int inEach = FrameEncoder.PLAIN_LENGTH / FrameSlot.SIZE;
            assertEquals(
                    (16_383 + inEach - 1) / inEach + 1,
                    frames(0).size() + frames(16_383).size());
            requireEntries(stream, entries);
        }
    }

    @Test
    void blockDamagedInMemory_divided_isNotWritten() throws IOException {
        Block block = Block.of(compressible(0, 25, 1000));
        block.stored[20] ^= 1;
        EntryBatch batch = new EntryBatch();
        block.addTo(batch);
        SegmentOptions options = new SegmentOptions(1 << 30, Compression.LZ4, 100, 8).withMaxEntriesPerSegment(10);
        try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
            StreamSegments stream = store.create(STREAM, GENERATION);
            assertThrows(CorruptionException.class, () -> stream.append(0, batch));
            assertEquals(0, stream.nextId());
        }
    }

    @Test
    void anyMixOfEntriesAndBlocks_appended_isRead_alsoAfterReopening() throws IOException {
        for (int seed = 0; seed < 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            storage = new SimulatedStorage(seed);
            SegmentOptions options = new SegmentOptions(
                            20_000 + random.nextInt(200_000),
                            random.nextBoolean() ? Compression.LZ4 : Compression.NONE,
                            random.nextInt(2000),
                            8)
                    .withMaxEntriesPerSegment(random.nextInt(3) == 0 ? 1 + random.nextInt(100) : Long.MAX_VALUE);
            List<byte[]> all = new ArrayList<>();
            try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
                StreamSegments stream = store.create(STREAM, GENERATION);
                while (all.size() < 400) {
                    EntryBatch batch = new EntryBatch();
                    int from = all.size();
                    for (int parts = random.nextInt(30); parts >= 0; parts--) {
                        addPart(random, batch, all);
                    }
                    stream.append(from, batch);
                }
                requireEntries(stream, all);
                store.forceAll();
            }
            try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
                requireEntries(store.open(STREAM), all);
            }
            int cut = 1 + random.nextInt(all.size() - 1);
            try (SegmentStore store = new SegmentStore(storage, JOURNAL, options, SegmentFixture::unlessUnlisted)) {
                StreamSegments stream = store.recover(STREAM, GENERATION, cut);
                assertTrue(stream.nextId() >= cut);
                requireEntries(stream, all.subList(0, (int) stream.nextId()));
            }
        }
    }

    private static void addPart(SplittableRandom random, EntryBatch batch, List<byte[]> all) {
        int count = random.nextInt(3) > 0 ? 1 : 1 + random.nextInt(40);
        int size = random.nextInt(12) == 0 ? random.nextInt(300_000 / count) : random.nextInt(1500);
        List<byte[]> entries = compressible(random.nextInt(100), count, size);
        Block block = Block.of(entries);
        if (random.nextBoolean() && block.isSmaller()) {
            block.addTo(batch);
        } else {
            entries.forEach(entry -> batch.add(entry, 0, entry.length, Entries.START));
        }
        all.addAll(entries);
    }
}
