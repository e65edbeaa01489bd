package io.ironjournal.simulation;

import io.ironjournal.simulation.Model.Batch;
import java.util.SplittableRandom;

/** Draws streams, entries and batches. */
final class RandomEntries {

    static final String[] STREAMS = {"orders", "audit/eu", "Ledger", "x"};

    private final SplittableRandom random;

    /** Whether some entries repeat their first bytes. */
    private final boolean compressible;

    RandomEntries(SplittableRandom random, boolean compressible) {
        this.random = random;
        this.compressible = compressible;
    }

    String stream() {
        return STREAMS[random.nextInt(STREAMS.length)];
    }

    Batch batch() {
        Batch batch = new Batch();
        for (int i = random.nextInt(5); i >= 0; i--) {
            batch.add(stream(), entry());
        }
        return batch;
    }

    /** Draws a length: mostly small, sometimes larger than a log segment. */
    byte[] entry() {
        int size = switch (random.nextInt(20)) {
            case 0 -> 0;
            case 1 -> random.nextInt(20 << 10);
            case 2, 3 -> random.nextInt(2 << 10);
            default -> random.nextInt(200);
        };
        if (compressible && random.nextInt(3) == 0) {
            // An entry that compresses well can need more than one block of a record.
            return entry(3 * size, 1 + random.nextInt(40));
        }
        return entry(size);
    }

    byte[] entry(int size) {
        return entry(size, size);
    }

    /** Returns an entry that repeats its first bytes. */
    private byte[] entry(int size, int period) {
        byte[] entry = new byte[size];
        int alphabet = random.nextBoolean() ? 256 : 4;
        for (int i = 0; i < entry.length; i++) {
            entry[i] = (byte) (i < period ? random.nextInt(alphabet) : entry[i - period]);
        }
        return entry;
    }
}
