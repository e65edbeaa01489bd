package io.ironjournal.format;

import io.ironjournal.Entry;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** Entries that were decompressed together. Immutable; the array is not copied and not modified. */
public final class RawBlock {

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[] bytes;
    private final int[] starts;
    private final long @Nullable [] times;

    /**
     * Takes over the raw bytes of a block.
     *
     * @param bytes the entries, each after its length
     * @param starts the position of the length of each entry, and the end of the last entry
     * @param times the times of the entries, or null if all have the same time
     */
    RawBlock(byte[] bytes, int[] starts, long @Nullable [] times) {
        this.times = times;
        this.bytes = bytes;
        this.starts = starts;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int count() {
        return starts.length - 1;
    }

    /** Returns the time of an entry, or {@code same} if all entries have the same time. */
    public long time(int index, long same) {
        return times == null ? same : times[index];
    }

    /** Returns the position of an entry's bytes. */
    public int start(int index) {
        return starts[index] + EntrySection.ENTRY_HEADER;
    }

    /** Returns an entry's length in bytes. */
    public int length(int index) {
        return starts[index + 1] - start(index);
    }

    /** Returns whether an entry has headers. */
    public boolean hasHeaders(int index) {
        return StoredEntry.hasHeaders((int) INTS.get(bytes, starts[index]));
    }

    /** Returns a copy of an entry. */
    public Entry entry(int index, long id, long same) {
        return StoredEntry.copy(id, stamp(index, same), bytes, start(index), starts[index + 1]);
    }

    /** Returns the stamp of an entry, with the time {@code same} if all entries have the same time. */
    public long stamp(int index, long same) {
        return StoredEntry.stamp(time(index, same), hasHeaders(index));
    }

    /** Returns the memory of the block in bytes. */
    public int memory() {
        return bytes.length + starts.length * Integer.BYTES + (times == null ? 0 : times.length * Long.BYTES);
    }
}
