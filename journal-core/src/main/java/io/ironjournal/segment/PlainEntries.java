package io.ironjournal.segment;

import io.ironjournal.Entry;
import io.ironjournal.format.Crc32c;
import io.ironjournal.format.FrameHeader;
import io.ironjournal.format.FrameSlot;
import io.ironjournal.format.StoredEntry;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads single entries of small frames that are {@linkplain FrameIndex#isPlain known}, usually by one read. It begins at
 * the header, and ends where the entry should end:
 *
 * <pre>
 *   header | slots … slot … | entries … entry | entries … | trailer
 *   ◀───────────────── one read ─────────────────▶
 * </pre>
 *
 * Thread-safe.
 */
final class PlainEntries {

    /** Is read behind the place where an entry should end, because entries differ in size. */
    private static final int SPARE = 256;

    /** Outside of the heap, so that reading copies once. */
    private final ScratchBuffers parts = ScratchBuffers.direct(FrameIndex.SMALL);

    /**
     * Reads an entry of a small frame whose header was already checked. The checksum in the slot covers stream, id, time
     * and bytes.
     *
     * @return the entry, or null if anything is wrong
     */
    @Nullable
    Entry entry(SegmentFile segment, FrameIndex index, int hint, long id) throws IOException {
        ByteBuffer part = parts.take();
        try {
            return entry(segment, index, hint, id, part);
        } finally {
            parts.giveBack(part);
        }
    }

    private static @Nullable Entry entry(SegmentFile segment, FrameIndex index, int hint, long id, ByteBuffer part)
            throws IOException {
        long offset = index.offset(hint);
        int number = (int) (id - index.firstId(hint));
        int data = FrameHeader.SIZE + index.entriesIn(hint) * FrameSlot.SIZE;
        int dataEnd = (int) (index.endOf(hint) - offset) - FrameHeader.TRAILER_SIZE;
        segment.read(offset, part.limit(likelyEnd(index, hint, number, data, dataEnd)));
        if (part.position() < data) {
            return null;
        }
        int slot = FrameHeader.SIZE + number * FrameSlot.SIZE;
        int start = data + (number == 0 ? 0 : FrameSlot.end(part, slot - FrameSlot.SIZE));
        int end = data + FrameSlot.end(part, slot);
        byte[] bytes = start <= end && end <= dataEnd ? bytes(segment, offset, part, start, end) : null;
        if (bytes == null) {
            return null;
        }
        long stamp = FrameSlot.stamp(part, slot, FrameHeader.time(part, 0));
        int crc = Crc32c.entry(id, segment.stream().tag(), stamp, bytes, 0, bytes.length);
        return crc == FrameSlot.crc(part, slot) ? StoredEntry.of(id, stamp, bytes) : null;
    }

    /** Returns where an entry should end in its frame: as if all entries had the same size. */
    private static int likelyEnd(FrameIndex index, int hint, int number, int data, int dataEnd) {
        int likely = data + (dataEnd - data) * (number + 1) / index.entriesIn(hint) + SPARE;
        return Math.min(FrameIndex.SMALL, Math.min(dataEnd, likely));
    }

    private static byte @Nullable [] bytes(SegmentFile segment, long offset, ByteBuffer part, int start, int end)
            throws IOException {
        if (end > part.position()) {
            return segment.read(offset + start, end - start);
        }
        byte[] bytes = new byte[end - start];
        part.get(start, bytes);
        return bytes;
    }
}
