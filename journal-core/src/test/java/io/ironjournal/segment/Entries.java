package io.ironjournal.segment;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Entries whose bytes follow from stream and id, so that every reader knows what it must find. */
final class Entries {

    private Entries() {}

    /** Up to {@code most} bytes; every third entry is one that compresses well. */
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

    static List<ByteBuffer> range(String stream, long from, long to, int most) {
        List<ByteBuffer> entries = new ArrayList<>();
        for (long id = from; id < to; id++) {
            entries.add(ByteBuffer.wrap(entry(stream, id, most)));
        }
        return entries;
    }
}
