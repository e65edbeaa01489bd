package io.ironjournal.format;

import io.ironjournal.NewEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the entries and positions of one record, and encodes them as an {@link EntryBody}. Not thread-safe. */
public final class EntryBodyBuilder {

    /** The size of a producer's move with the longest name, in bytes. */
    public static final int PRODUCER_SIZE = EntryBody.SECTION_HEADER + ProducerMove.MAX_SIZE;

    private static final int FIRST_CAPACITY = 256;
    private static final byte[] NOTHING = {};

    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Map<CursorKey, CursorMove> moves = new LinkedHashMap<>();
    private Map<String, ProducerMove> producers = Map.of();
    private Map<String, Expectation> expectations = Map.of();
    private byte @Nullable [] checkpoint;
    private long size;
    private long positionsSize;
    private int count;

    /** The stored bytes of all entries. */
    private long stored;

    /**
     * Encodes entries of one stream directly.
     *
     * @param length bytes of the entries with their lengths
     */
    public static EntryBody batch(String stream, byte[][] entries, int length, SectionCompression compression) {
        byte[] name = stream.getBytes(StandardCharsets.UTF_8);
        int start = EntryBody.SECTION_HEADER + name.length;
        byte[] bytes = new byte[start + length];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        EntryBody.putSectionHeader(out, name, entries.length, length);
        for (byte[] entry : entries) {
            out.putInt(entry.length).put(entry);
        }
        byte[] blocks = compression.wants(length) ? compression.blocks(bytes, start, bytes.length) : null;
        if (blocks != null) {
            return inBlocks(stream, name, entries.length, blocks);
        }
        return new EntryBody(
                bytes, List.of(new EntrySection(stream, entries.length, start, bytes.length)), Positions.NONE);
    }

    /**
     * Compresses one entry for one stream.
     *
     * @param stored the bytes of the entry, see {@link StoredEntry}
     * @param headers whether it has headers
     * @return null when compression is off or saves nothing
     */
    public static @Nullable EntryBody compressed(
            String stream, byte[] stored, boolean headers, SectionCompression compression) {
        int length = EntrySection.ENTRY_HEADER + stored.length;
        return compression.wants(length) ? compressed(stream, stored, headers, length, compression) : null;
    }

    private static @Nullable EntryBody compressed(
            String stream, byte[] stored, boolean headers, int length, SectionCompression compression) {
        ByteBuffer entry = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        entry.putInt(StoredEntry.lengthField(stored.length, headers)).put(stored);
        byte[] blocks = compression.blocks(entry.array(), 0, length);
        return blocks == null ? null : inBlocks(stream, stream.getBytes(StandardCharsets.UTF_8), 1, blocks);
    }

    private static EntryBody inBlocks(String stream, byte[] name, int count, byte[] blocks) {
        byte[] bytes = new byte[EntryBody.SECTION_HEADER + name.length + blocks.length];
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        EntrySection section = EntryBody.putBlocks(out, stream, name, count, blocks);
        return new EntryBody(bytes, List.of(section), Positions.NONE);
    }

    /**
     * Returns the size of the body with one more entry, in bytes.
     *
     * @param entryLength the number of its stored bytes
     */
    public long sizeWith(String stream, int entryLength) {
        long more = EntrySection.ENTRY_HEADER + (long) entryLength;
        return size() + more + (sections.containsKey(stream) ? 0 : EntryBody.sectionHeaderSize(stream));
    }

    public void add(String stream, byte[] entry) {
        add(stream, NOTHING, entry);
    }

    public void add(String stream, NewEntry entry) {
        add(stream, StoredEntry.encode(entry.headers()), entry.data());
    }

    private void add(String stream, byte[] headers, byte[] data) {
        size = sizeWith(stream, headers.length + data.length) - positionsSize;
        stored += headers.length + data.length;
        count++;
        sections.computeIfAbsent(stream, Section::new).add(headers, data);
    }

    /** Returns the size of the body in bytes. */
    public long size() {
        return size + positionsSize;
    }

    /** Returns the size of everything in the body except the stored bytes of its entries. */
    public long sizeWithoutEntries() {
        return size() - stored;
    }

    /** Returns the number of entries. */
    public int count() {
        return count;
    }

    /** Adds a checkpoint, whose consistent cut is right behind these entries. */
    public void checkpoint(byte[] id) {
        checkpoint = id.clone();
        positionsSize += EntryBody.SECTION_HEADER + id.length;
    }

    public boolean hasCheckpoint() {
        return checkpoint != null;
    }

    /** Adds the move of a cursor, which replaces an earlier move of the same cursor. */
    public void move(CursorMove move) {
        if (moves.put(move.key(), move) == null) {
            positionsSize += EntryBody.SECTION_HEADER + move.encode().length;
        }
    }

    /** Returns the last move of a cursor; null when there is none. */
    public @Nullable CursorMove move(CursorKey cursor) {
        return moves.get(cursor);
    }

    /** Returns the cursors that are moved. */
    public List<CursorMove> moves() {
        return List.copyOf(moves.values());
    }

    /** Adds the move of a producer, which replaces an earlier move of the same producer. */
    public void move(ProducerMove move) {
        if (producers.isEmpty()) {
            producers = new LinkedHashMap<>();
        }
        if (producers.put(move.producer(), move) == null) {
            positionsSize += EntryBody.SECTION_HEADER + move.encode().length;
        }
    }

    /** Returns the last move of a producer; null when there is none. */
    public @Nullable ProducerMove producer(String name) {
        return producers.get(name);
    }

    /** Returns the producers that are moved. */
    public List<ProducerMove> producers() {
        return List.copyOf(producers.values());
    }

    /** Adds the expected position of a stream, which has none yet. */
    public void expect(Expectation expectation) {
        if (expectations.isEmpty()) {
            expectations = new LinkedHashMap<>();
        }
        expectations.put(expectation.stream(), expectation);
        positionsSize += EntryBody.SECTION_HEADER + Expectation.size(expectation.stream());
    }

    /** Returns the expected position of a stream; null when there is none. */
    public @Nullable Expectation expectation(String stream) {
        return expectations.get(stream);
    }

    public boolean hasExpectations() {
        return !expectations.isEmpty();
    }

    /** Returns the expected positions of streams. */
    public List<Expectation> expectations() {
        return List.copyOf(expectations.values());
    }

    /** Returns whether a commit changes nothing. There may be expectations. */
    public boolean isEmpty() {
        return sections.isEmpty() && moves.isEmpty() && producers.isEmpty() && checkpoint == null;
    }

    /** Returns whether a stream has entries. */
    public boolean has(String stream) {
        return sections.containsKey(stream);
    }

    /** Returns how many streams have entries. */
    public int streams() {
        return sections.size();
    }

    /**
     * Encodes the collected content behind given bytes, without the expectations. They are checked when the record gets
     * its position in the log, so the record need not contain them.
     */
    public EntryBody build(byte[] prefix, SectionCompression compression) {
        return build(prefix, compression, List.of());
    }

    /** Encodes the collected content with the expectations, behind given bytes. */
    public EntryBody buildVote(byte[] prefix, SectionCompression compression) {
        return build(prefix, compression, expectations());
    }

    private EntryBody build(byte[] prefix, SectionCompression compression, List<Expectation> expected) {
        Positions positions = checkpoint == null && moves.isEmpty() && producers.isEmpty() && expected.isEmpty()
                ? Positions.NONE
                : new Positions(checkpoint, moves(), producers(), expected);
        byte[] behind = positions.encode();
        long length = prefix.length + size + behind.length;
        for (Section section : sections.values()) {
            length -= section.compress(compression);
        }
        byte[] bytes = Arrays.copyOf(prefix, Math.toIntExact(length));
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(prefix.length);
        List<EntrySection> built = new ArrayList<>(sections.size());
        for (Section section : sections.values()) {
            built.add(section.write(out));
        }
        out.put(behind);
        return new EntryBody(bytes, built, positions);
    }

    private static final class Section {

        private final String stream;
        private final byte[] name;
        private byte[] data = new byte[FIRST_CAPACITY];
        private int length;
        private int count;

        /** The compressed form of the entries; null when there is none. */
        private byte @Nullable [] blocks;

        Section(String stream) {
            this.stream = stream;
            this.name = stream.getBytes(StandardCharsets.UTF_8);
        }

        void add(byte[] headers, byte[] entry) {
            int stored = headers.length + entry.length;
            long needed = (long) length + EntrySection.ENTRY_HEADER + stored;
            if (needed > data.length) {
                data = Arrays.copyOf(data, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, data.length * 2L)));
            }
            ByteBuffer out =
                    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).position(length);
            out.putInt(StoredEntry.lengthField(stored, headers.length > 0))
                    .put(headers)
                    .put(entry);
            length = out.position();
            count++;
        }

        /** Compresses the entries if compression is on; returns how many bytes it saves. */
        int compress(SectionCompression compression) {
            blocks = compression.wants(length) ? compression.blocks(data, 0, length) : null;
            return blocks == null ? 0 : length - blocks.length;
        }

        EntrySection write(ByteBuffer out) {
            byte[] compressed = blocks;
            if (compressed != null) {
                return EntryBody.putBlocks(out, stream, name, count, compressed);
            }
            EntryBody.putSectionHeader(out, name, count, length);
            int from = out.position();
            out.put(data, 0, length);
            return new EntrySection(stream, count, from, out.position());
        }
    }
}
