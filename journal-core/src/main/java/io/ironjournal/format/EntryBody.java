package io.ironjournal.format;

import io.ironjournal.CorruptionException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The entries in a record, stream after stream, behind the other content of the record:
 *
 * <pre>
 *   for each stream:   1  length of its name in UTF-8
 *                      1  flags: 1 the entries are in blocks
 *                         name
 *                      4  number of entries
 *                      4  size of the following entries in bytes
 *     for each entry:  4  length, with the highest bit set if the entry has headers
 *                         bytes, see {@link StoredEntry}
 * </pre>
 *
 * With the flag 1, {@linkplain EntryBlock blocks} with their headers replace the entries.
 *
 * <p>Sections without a name are {@link Positions}. The arrays are not copied and not modified.
 *
 * @param bytes the body, which may have other content before the first section
 * @param sections the sections, in the order of the streams' first entries
 * @param positions the checkpoint, and the moves of cursors and producers
 */
public record EntryBody(byte[] bytes, List<EntrySection> sections, Positions positions) {

    static final int SECTION_HEADER = 2 + Integer.BYTES + Integer.BYTES;

    private static final int IN_BLOCKS = 1;

    /**
     * Reads the sections from a position of the body to its end.
     *
     * @throws CorruptionException when lengths contradict each other
     */
    public static EntryBody parse(byte[] bytes, int from) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).position(from);
        List<EntrySection> sections = new ArrayList<>();
        Positions.Parser positions = null;
        while (in.hasRemaining()) {
            if (in.remaining() < SECTION_HEADER) {
                throw contradiction();
            }
            int nameLength = Byte.toUnsignedInt(in.get());
            int flags = in.get();
            if (in.remaining() < nameLength + 2 * Integer.BYTES) {
                throw contradiction();
            }
            String name = new String(bytes, in.position(), nameLength, StandardCharsets.UTF_8);
            in.position(in.position() + nameLength);
            int count = in.getInt();
            int length = in.getInt();
            int start = in.position();
            if (count <= 0 || length < 0 || length > in.remaining() || !isKnown(flags, nameLength)) {
                throw contradiction();
            }
            if (nameLength == 0) {
                positions = positions == null ? new Positions.Parser() : positions;
                positions.add(count, in.slice(start, length).order(ByteOrder.LITTLE_ENDIAN));
                in.position(start + length);
                continue;
            }
            List<EntryBlock> blocks = List.of();
            if (flags == IN_BLOCKS) {
                blocks = blocks(in, count, start + length);
            } else {
                checkEntries(in, count, start + length);
            }
            sections.add(new EntrySection(name, count, start, start + length, blocks));
        }
        return new EntryBody(bytes, sections, positions == null ? Positions.NONE : positions.done());
    }

    /** Returns the size of the header of a section in bytes. */
    public static int sectionHeaderSize(String stream) {
        return SECTION_HEADER + stream.getBytes(StandardCharsets.UTF_8).length;
    }

    /** Returns the size of the bytes before the entry in a body with one entry of one stream. */
    public static int singleHeadSize(byte[] name) {
        return SECTION_HEADER + name.length + EntrySection.ENTRY_HEADER;
    }

    /** Writes the bytes before the entry in a body with one entry of one stream. */
    public static void writeSingleHead(ByteBuffer out, byte[] name, int length, boolean headers) {
        putSectionHeader(out, name, 1, EntrySection.ENTRY_HEADER + length);
        out.putInt(StoredEntry.lengthField(length, headers));
    }

    static void putSectionHeader(ByteBuffer out, byte[] name, int count, int length) {
        out.put((byte) name.length).put((byte) 0).put(name).putInt(count).putInt(length);
    }

    /** Writes a section of blocks, and returns it. */
    static EntrySection putBlocks(ByteBuffer out, String stream, byte[] name, int count, byte[] blocks) {
        out.put((byte) name.length)
                .put((byte) IN_BLOCKS)
                .put(name)
                .putInt(count)
                .putInt(blocks.length);
        int from = out.position();
        out.put(blocks);
        int to = out.position();
        return new EntrySection(
                stream,
                count,
                from,
                to,
                blocks(out.duplicate().order(out.order()).position(from), count, to));
    }

    private static boolean isKnown(int flags, int nameLength) {
        return flags == 0 || (flags == IN_BLOCKS && nameLength > 0);
    }

    /** Reads the headers of blocks, and checks that their lengths fit into the section. */
    private static List<EntryBlock> blocks(ByteBuffer in, int count, int end) {
        List<EntryBlock> blocks = new ArrayList<>();
        int left = count;
        while (in.position() < end) {
            if (end - in.position() < EntryBlock.HEADER) {
                throw contradiction();
            }
            int entries = in.getInt();
            int raw = in.getInt();
            int stored = in.getInt();
            int from = in.position();
            if (entries <= 0 || entries > left || stored < 0 || stored > end - from) {
                throw contradiction();
            }
            if (raw == stored) {
                checkEntries(in, entries, from + stored);
            } else if (CompressedBlock.isPlausible(entries, stored, raw)) {
                in.position(from + stored);
            } else {
                throw contradiction();
            }
            left -= entries;
            blocks.add(new EntryBlock(entries, from, from + stored, raw));
        }
        if (left != 0) {
            throw contradiction();
        }
        return blocks;
    }

    private static void checkEntries(ByteBuffer in, int count, int end) {
        for (int i = 0; i < count; i++) {
            if (end - in.position() < EntrySection.ENTRY_HEADER) {
                throw contradiction();
            }
            int field = in.getInt();
            int from = in.position();
            int length = StoredEntry.length(field);
            if (length > end - from) {
                throw contradiction();
            }
            if (StoredEntry.hasHeaders(field)) {
                int at = in.arrayOffset() + from;
                StoredEntry.check(in.array(), at, at + length);
            }
            in.position(from + length);
        }
        if (in.position() != end) {
            throw contradiction();
        }
    }

    private static CorruptionException contradiction() {
        return new CorruptionException("A record of the commit log has a valid checksum but inconsistent content");
    }

    /** Returns the number of entries of all streams. */
    public long count() {
        return sections.stream().mapToLong(EntrySection::count).sum();
    }
}
