package io.ironjournal.read;

import io.ironjournal.Entry;
import io.ironjournal.EntryView;
import io.ironjournal.Headers;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.segment.EntryTarget;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A view that shows one entry after another. Entries in the same array share one buffer. For one thread. */
final class ReusedView implements EntryView, EntryTarget {

    /**
     * An entry with an array of its own is copied up to this length. That is cheaper than a new buffer, and creates no
     * garbage.
     */
    private static final int COPIED = 512;

    private byte[] own = new byte[0];
    private byte[] array = own;
    private ByteBuffer buffer = readOnly(own);
    private long id;
    private long time;
    private int from;
    private int to;

    /** Where the headers begin. They end where the bytes of the entry begin. */
    private int headersFrom;

    /** The headers of an entry that was read by itself; null if they are in the array. */
    private @Nullable Headers read;

    @Override
    public void accept(long givenId, long stamp, byte[] bytes, int start, int end) {
        id = givenId;
        time = StoredEntry.time(stamp);
        headersFrom = start;
        from = start;
        to = end;
        read = null;
        if (bytes != array) {
            show(bytes);
        }
        if (StoredEntry.hasHeaders(stamp)) {
            skipHeaders();
        }
    }

    private void skipHeaders() {
        headersFrom = from + StoredEntry.HEADERS_LENGTH;
        from = StoredEntry.dataAt(array, from, to);
    }

    /** Shows an entry that was read by itself. */
    void accept(Entry entry) {
        accept(entry.id(), entry.timeMicros(), entry.data(), 0, entry.data().length);
        read = entry.headers();
    }

    private void show(byte[] bytes) {
        if (to - from < bytes.length || bytes.length > COPIED) {
            wrap(bytes);
            return;
        }
        if (own.length == 0) {
            own = new byte[COPIED];
        }
        System.arraycopy(bytes, 0, own, 0, bytes.length);
        if (array != own) {
            wrap(own);
        }
    }

    private void wrap(byte[] bytes) {
        array = bytes;
        buffer = readOnly(bytes);
    }

    private static ByteBuffer readOnly(byte[] bytes) {
        return ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public long timeMicros() {
        return time;
    }

    @Override
    public Headers headers() {
        Headers known = read;
        return known == null ? Headers.ofBytes(array, headersFrom, from - headersFrom) : known;
    }

    @Override
    public int length() {
        return to - from;
    }

    @Override
    public ByteBuffer data() {
        return buffer.order(ByteOrder.BIG_ENDIAN).limit(to).position(from);
    }

    @Override
    public String toString() {
        return "EntryView[id=" + id + ", time=" + time() + ", " + length() + " bytes]";
    }
}
