package io.ironjournal.segment;

import io.ironjournal.Entry;
import io.ironjournal.Headers;
import io.ironjournal.NewEntry;
import io.ironjournal.format.FrameSlot;
import io.ironjournal.format.StoredEntry;
import java.io.IOException;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Entries whose bytes and times are computed from stream and id, so that every reader can check them. */
final class Entries {

    static final long START = 1_767_225_600_000_000L;

    private Entries() {}

    /** Returns an entry of at most {@code most} bytes. Every third entry compresses well. */
    static byte[] entry(String stream, long id, int most) {
        SplittableRandom random = new SplittableRandom(stream.hashCode() * 31L + id);
        byte[] bytes = new byte[random.nextInt(most + 1)];
        if (id % 3 == 0) {
            Arrays.fill(bytes, (byte) id);
        } else {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    /** Returns the headers of an entry. Every fifth entry has some. */
    static Headers headers(long id) {
        return id % 5 == 0 ? Headers.none().with("id", Long.toString(id)).with("none", "") : Headers.none();
    }

    /** Returns the bytes of an entry of a stream, or null. */
    static byte @Nullable [] read(StreamSegments stream, long id) throws IOException {
        Entry found = stream.entry(id);
        return found == null ? null : found.data();
    }

    /** Returns the bytes that a segment stores for an entry. */
    static byte[] stored(String stream, long id, int most) {
        return StoredEntry.encode(NewEntry.of(entry(stream, id, most)).headers(headers(id)));
    }

    static EntryBatch range(String stream, long from, long to, int most) {
        EntryBatch entries = new EntryBatch();
        for (long id = from; id < to; id++) {
            byte[] stored = stored(stream, id, most);
            long stamp = StoredEntry.stamp(time(id), !headers(id).isEmpty());
            entries.add(stored, 0, stored.length, stamp);
        }
        return entries;
    }

    /**
     * Returns the time of an entry. Three entries have the same time. Every 5,000th entry comes so late that it cannot
     * share a frame with those before it.
     */
    static long time(long id) {
        return START + id / 3 * 20_000 + id / 5000 * 2 * FrameSlot.MAX_BEFORE;
    }

    static EntryBatch of(byte[]... all) {
        EntryBatch entries = new EntryBatch();
        for (byte[] entry : all) {
            entries.add(entry, 0, entry.length, START);
        }
        return entries;
    }
}
