package io.ironjournal.segment;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FrameHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import org.jspecify.annotations.Nullable;

/** Reads data frames, whole or one entry of them. Every step checks what it takes from the file. */
final class FrameReader {

    /** A payload up to this size is read at once: cheaper than asking for a slot, then for an entry. */
    private static final int SMALL = 4096;

    private static final LZ4SafeDecompressor LZ4 = LZ4Factory.safeInstance().safeDecompressor();

    private FrameReader() {}

    /** Reads a frame and everything in it. */
    static Frame frame(SegmentFile segment, FrameHeader header) throws IOException {
        String where = segment.at(header.offset());
        byte[] stored = segment.read(header.payloadOffset(), header.storedLength());
        if (stored == null) {
            throw Frame.damaged(header.firstId(), where);
        }
        boolean whole = Crc32c.of(stored, 0, stored.length) == header.payloadCrc();
        if (!header.isCompressed()) {
            return new Frame(header, stored, whole, where);
        }
        if (!whole) {
            throw damaged(header, where, null);
        }
        byte[] raw = new byte[header.rawLength()];
        try {
            int length = LZ4.decompress(stored, 0, stored.length, raw, 0, raw.length);
            if (length != raw.length) {
                throw damaged(header, where, null);
            }
        } catch (LZ4Exception e) {
            throw damaged(header, where, e);
        }
        // What was stored is whole; the entries' own checksums prove that it was decompressed rightly.
        return new Frame(header, raw, false, where);
    }

    /** Reads one entry; of an uncompressed frame no more than it needs. */
    static byte[] entry(SegmentFile segment, FrameHeader header, long id) throws IOException {
        if (header.isCompressed() || header.storedLength() <= SMALL) {
            return frame(segment, header).entry(id);
        }
        int index = (int) (id - header.firstId());
        int slots = Math.min(index + 1, 2);
        long slotsAt = header.payloadOffset() + (long) (index + 1 - slots) * FrameHeader.SLOT_SIZE;
        byte[] bytes = segment.read(slotsAt, slots * FrameHeader.SLOT_SIZE);
        if (bytes != null) {
            ByteBuffer slot = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
            int own = (slots - 1) * FrameHeader.SLOT_SIZE;
            int start = slots == 1 ? 0 : slot.getInt(0);
            byte[] entry = entry(segment, header, start, slot.getInt(own));
            if (entry != null && crcOf(id, header, entry) == slot.getInt(own + Integer.BYTES)) {
                return entry;
            }
        }
        throw Frame.damaged(id, segment.at(header.offset()));
    }

    private static byte @Nullable [] entry(SegmentFile segment, FrameHeader header, int start, int end)
            throws IOException {
        int table = header.count() * FrameHeader.SLOT_SIZE;
        if (start < 0 || start > end || end > header.rawLength() - table) {
            return null;
        }
        return segment.read(header.payloadOffset() + table + start, end - start);
    }

    private static int crcOf(long id, FrameHeader header, byte[] entry) {
        return new Crc32c().ofEntry(id, header.streamTag(), entry, 0, entry.length);
    }

    private static ChecksumMismatchException damaged(FrameHeader header, String where, @Nullable Throwable cause) {
        return new ChecksumMismatchException(
                "Entries " + header.firstId() + " to " + (header.endId() - 1)
                        + " are damaged: their compressed frame does not match its checksum (" + where
                        + "). Other entries can still be read; restore this file from a copy to get them back",
                cause);
    }
}
