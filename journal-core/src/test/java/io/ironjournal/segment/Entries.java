package io.ironjournal.segment;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Entries whose bytes are computed from stream and id, so that every reader can check them. */
final class Entries {

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

    static EntryBatch range(String stream, long from, long to, int most) {
        EntryBatch entries = new EntryBatch();
        for (long id = from; id < to; id++) {
            byte[] entry = entry(stream, id, most);
            entries.add(entry, 0, entry.length);
        }
        return entries;
    }

    static EntryBatch of(byte[]... all) {
        EntryBatch entries = new EntryBatch();
        for (byte[] entry : all) {
            entries.add(entry, 0, entry.length);
        }
        return entries;
    }
}
