package io.ironjournal.benchmarks.workload;

import io.ironjournal.benchmarks.contender.Contender;
import io.ironjournal.benchmarks.contender.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Entries of bytes that do not compress. */
final class Entries {

    private static final int BATCH = 1_000;

    private Entries() {}

    static byte[] one(int size) {
        byte[] entry = new byte[size];
        new SplittableRandom(size).nextBytes(entry);
        return entry;
    }

    static List<byte[]> list(int count, int size) {
        List<byte[]> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(one(size));
        }
        return entries;
    }

    /** Fills stream 0, as fast as it goes. */
    static void fill(Contender contender, long count, int size) throws Exception {
        List<byte[]> batch = list(BATCH, size);
        try (Session session = contender.session()) {
            for (long done = 0; done < count; done += BATCH) {
                session.appendBatch(0, batch);
            }
        }
    }
}
