package io.ironjournal.format;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SectionCompressionTest {

    private static final SectionCompression ALWAYS = new SectionCompression(0);

    /** Only decoded: another version of the compressor may produce other bytes for the same entries. */
    private static final String BODY = """
            0000   06 01 6f 72 64 65 72 73  03 00 00 00 42 00 00 00
            0010   02 00 00 00 9e 00 00 00  21 00 00 00 87 61 ee e2
            0020   ef 64 00 00 00 30 31 32  33 34 35 36 37 38 39 0a
            0030   00 47 1f 32 68 00 1d 50  35 36 37 38 39 01 00 00
            0040   00 09 00 00 00 09 00 00  00 05 00 00 00 67 72 65
            0050   65 6e
            """;

    private static EntryBody batch(List<byte[]> entries, SectionCompression compression) {
        int length = entries.stream().mapToInt(entry -> 4 + entry.length).sum();
        return EntryBodyBuilder.batch("orders", entries.toArray(new byte[0][]), length, compression);
    }

    /** Returns the entries in the form that records store. */
    private static List<byte[]> entries(EntryBody body, EntrySection section) {
        List<byte[]> entries = new ArrayList<>();
        if (!section.hasBlocks()) {
            addEntries(body.bytes(), section.from(), section.to(), entries);
        }
        for (EntryBlock block : section.blocks()) {
            if (block.isCompressed()) {
                RawBlock raw = CompressedBlock.decompress(
                        body.bytes(), block.from(), block.storedLength(), block.rawLength(), block.count());
                for (int i = 0; i < raw.count(); i++) {
                    entries.add(raw.entry(i, i, 0).data());
                }
            } else {
                addEntries(body.bytes(), block.from(), block.to(), entries);
            }
        }
        return entries;
    }

    private static void addEntries(byte[] bytes, int from, int to, List<byte[]> entries) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(from);
        while (in.position() < to) {
            byte[] entry = new byte[in.getInt()];
            in.get(entry);
            entries.add(entry);
        }
    }

    private static void requireEntries(List<byte[]> expected, List<byte[]> found) {
        assertEquals(expected.size(), found.size());
        for (int i = 0; i < expected.size(); i++) {
            assertArrayEquals(expected.get(i), found.get(i), "entry " + i);
        }
    }

    private static byte[] randomEntry(SplittableRandom random) {
        byte[] entry = new byte[random.nextInt(30) == 0 ? random.nextInt(200_000) : random.nextInt(3000)];
        int period = random.nextInt(3) == 0 ? entry.length : 1 + random.nextInt(500);
        for (int i = 0; i < entry.length; i++) {
            entry[i] = i < period ? (byte) random.nextInt() : entry[i - period];
        }
        return entry;
    }

    @Test
    void compressedSection_parsed_hasTheSameEntries() {
        for (int seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<byte[]> entries = new ArrayList<>();
            for (int i = random.nextInt(200); i >= 0; i--) {
                entries.add(randomEntry(random));
            }
            EntryBody plain = batch(entries, SectionCompression.NONE);
            EntryBody compressed = batch(entries, ALWAYS);
            assertTrue(compressed.bytes().length <= plain.bytes().length, "seed " + seed);
            EntryBody parsed = EntryBody.parse(compressed.bytes(), 0);
            assertEquals(compressed.sections(), parsed.sections());
            EntrySection section = parsed.sections().get(0);
            requireEntries(entries, entries(parsed, section));
            assertEquals(plain.sections().get(0).dataSize(), section.dataSize());
            for (EntryBlock block : section.blocks()) {
                assertTrue(block.count() == 1 || block.rawLength() <= CompressedBlock.PACKED_LENGTH);
            }
        }
    }

    @Test
    void bodyOfSeveralStreams_someCompressible_hasTheSameEntries() {
        EntryBodyBuilder builder = new EntryBodyBuilder();
        byte[] noise = new byte[5000];
        new SplittableRandom(1).nextBytes(noise);
        byte[] small = {1, 2, 3};
        for (int i = 0; i < 50; i++) {
            builder.add("zeros", new byte[3000]);
            builder.add("noise", noise);
        }
        builder.add("small", small);
        builder.checkpoint(small);
        byte[] prefix = {9, 9};
        EntryBody body = builder.build(prefix, new SectionCompression(1000));
        EntryBody parsed = EntryBody.parse(body.bytes(), 2);
        assertEquals(body.sections(), parsed.sections());
        assertArrayEquals(small, parsed.positions().checkpoint());
        requireEntries(
                Collections.nCopies(50, new byte[3000]),
                entries(parsed, parsed.sections().get(0)));
        // Equal entries of noise compress, because each repeats the one before it in its block.
        requireEntries(
                Collections.nCopies(50, noise),
                entries(parsed, parsed.sections().get(1)));
        assertFalse(parsed.sections().get(2).hasBlocks());
        assertTrue(body.bytes().length < 60_000, "compressed to " + body.bytes().length);
    }

    @Test
    void incompressibleSection_isStoredUncompressed() {
        byte[] noise = new byte[100_000];
        new SplittableRandom(1).nextBytes(noise);
        assertArrayEquals(
                batch(List.of(noise), SectionCompression.NONE).bytes(),
                batch(List.of(noise), ALWAYS).bytes());
    }

    @Test
    void sectionBelowTheMinimumSize_isNotCompressed() {
        assertTrue(batch(List.of(new byte[996]), new SectionCompression(1000))
                .sections()
                .get(0)
                .hasBlocks());
        assertFalse(batch(List.of(new byte[995]), new SectionCompression(1000))
                .sections()
                .get(0)
                .hasBlocks());
    }

    @Test
    void blockHeader_changed_isRejectedOrReadWithinBounds() {
        byte[] body = batch(List.of(new byte[500], new byte[700]), ALWAYS).bytes();
        int header = EntryBody.SECTION_HEADER + "orders".length();
        for (int field = 0; field < 3; field++) {
            for (int value : new int[] {Integer.MIN_VALUE, -1, 0, 1, 3, 1_000_000, 1 << 26, Integer.MAX_VALUE}) {
                byte[] changed = body.clone();
                ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putInt(header + 4 * field, value);
                assertThrows(CorruptionException.class, () -> EntryBody.parse(changed, 0), field + " set to " + value);
            }
        }
        byte[] unknownFlag = body.clone();
        unknownFlag[1] = 2;
        assertThrows(CorruptionException.class, () -> EntryBody.parse(unknownFlag, 0));
    }

    @Test
    void compressedBlock_damaged_isRejected() {
        byte[] raw = new byte[2000];
        for (int i = 0; i < 10; i++) {
            ByteBuffer.wrap(raw)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(200 * i, 196)
                    .put(200 * i + 7, (byte) i);
        }
        byte[] target = new byte[CompressedBlock.maxStoredLength(raw.length)];
        int stored = CompressedBlock.compress(raw, 0, raw.length, target);
        assertArrayEquals(
                raw, CompressedBlock.decompress(target, 0, stored, 2000, 10).bytes());
        for (int bit = 0; bit < 8 * stored; bit++) {
            byte[] damaged = Arrays.copyOf(target, stored);
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            RawBlock found = CompressedBlock.decompress(damaged, 0, stored, 2000, 10);
            // Some offsets of LZ4 produce the same bytes.
            assertTrue(found == null || Arrays.equals(raw, found.bytes()), "bit " + bit);
        }
        assertNull(CompressedBlock.decompress(target, 0, stored, 2000, 9), "one entry too many");
        assertNull(CompressedBlock.decompress(target, 0, stored, 2000, 11), "an entry is missing");
        assertNull(CompressedBlock.decompress(target, 0, stored, 1999, 10), "too long");
        assertNull(CompressedBlock.decompress(target, 0, stored, 2001, 10), "too short");
    }

    @Test
    void pinnedBytes_parsed_haveTheirEntries() {
        EntryBody body = EntryBody.parse(bytes(BODY), 0);
        EntrySection section = body.sections().get(0);
        assertEquals("orders", section.stream());
        assertEquals(2, section.blocks().size());
        assertTrue(section.blocks().get(0).isCompressed());
        assertFalse(section.blocks().get(1).isCompressed());
        assertEquals(
                pinnedEntries(),
                entries(body, section).stream()
                        .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                        .toList());
    }

    private static List<String> pinnedEntries() {
        return List.of("0123456789".repeat(10), "0123456789".repeat(5), "green");
    }

    @Test
    void formatMd_showsThePinnedBytes() throws IOException {
        String format = Files.readString(Path.of(System.getProperty("basedir", "."), "..", "docs", "format.md"));
        assertTrue(format.contains(BODY), BODY);
    }

    private static byte[] bytes(String dump) {
        return HexFormat.of().parseHex(dump.replaceAll("(?m)^[0-9a-f]{4} ", "").replaceAll("\\s", ""));
    }
}
