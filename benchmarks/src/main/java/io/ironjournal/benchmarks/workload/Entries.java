package io.ironjournal.benchmarks.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Entries of bytes that do not compress. */
final class Entries {

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
}
