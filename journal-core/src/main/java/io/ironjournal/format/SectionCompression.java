package io.ironjournal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decides which sections of records are compressed, and compresses them block by block. So a reader of one entry
 * decompresses at most {@value CompressedBlock#PACKED_LENGTH} bytes or one large entry. Thread-safe; callers compress
 * their entries before they queue a write.
 *
 * @param minSize sections with fewer bytes are not compressed
 */
public record SectionCompression(int minSize) {

    /** Compresses nothing. */
    public static final SectionCompression NONE = new SectionCompression(Integer.MAX_VALUE);

    /** Returns whether to compress a section of this size in bytes. */
    public boolean wants(int length) {
        return length >= minSize && length < Integer.MAX_VALUE;
    }

    /**
     * Divides entries into blocks and compresses those that become smaller.
     *
     * @param bytes the entries, each after its length
     * @return the blocks with their headers; null when they would not be smaller than the entries
     */
    byte @Nullable [] blocks(byte[] bytes, int from, int to) {
        Output out = new Output(Math.min(to - from, CompressedBlock.PACKED_LENGTH));
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        byte[] target = {};
        for (int at = from; at < to; ) {
            int end = at;
            int count = 0;
            do {
                end += EntrySection.ENTRY_HEADER + StoredEntry.length(in.getInt(end));
                count++;
            } while (end < to
                    && end - at + (long) EntrySection.ENTRY_HEADER + StoredEntry.length(in.getInt(end))
                            <= CompressedBlock.PACKED_LENGTH);
            int raw = end - at;
            int stored = raw;
            if (raw <= CompressedBlock.MAX_RAW_LENGTH) {
                int most = CompressedBlock.maxStoredLength(raw);
                target = target.length < most ? new byte[most] : target;
                stored = CompressedBlock.compress(bytes, at, raw, target);
            }
            if (stored < raw) {
                out.block(count, raw, target, 0, stored);
            } else {
                out.block(count, raw, bytes, at, raw);
            }
            if (out.size() >= to - from) {
                return null;
            }
            at = end;
        }
        return out.bytes();
    }

    /** Collects blocks in an array that grows. */
    private static final class Output {

        private ByteBuffer buffer;

        Output(int capacity) {
            buffer = ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
        }

        void block(int count, int raw, byte[] from, int at, int stored) {
            long needed = (long) buffer.position() + EntryBlock.HEADER + stored;
            if (needed > buffer.capacity()) {
                int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, buffer.capacity() * 2L));
                buffer = ByteBuffer.wrap(Arrays.copyOf(buffer.array(), capacity))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .position(buffer.position());
            }
            EntryBlock.putHeader(buffer, count, raw, stored);
            buffer.put(from, at, stored);
        }

        int size() {
            return buffer.position();
        }

        byte[] bytes() {
            return Arrays.copyOf(buffer.array(), buffer.position());
        }
    }
}
