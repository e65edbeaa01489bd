package io.ironjournal.simulation;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Draws keys, entries and checkpoint ids for a sharded journal. */
final class RandomShardEntries {

    private final SplittableRandom random;

    RandomShardEntries(SplittableRandom random) {
        this.random = random;
    }

    byte[] key() {
        return new byte[] {(byte) random.nextInt(64)};
    }

    byte[] value() {
        byte[] value = value(random.nextInt(20) == 0 ? random.nextInt(6 << 10) : random.nextInt(100));
        if (random.nextBoolean()) {
            Arrays.fill(value, (byte) random.nextInt(256));
        }
        return value;
    }

    byte[] value(int size) {
        byte[] value = new byte[size];
        random.nextBytes(value);
        return value;
    }

    /** Returns an id. Some ids repeat. */
    String checkpointId() {
        int number = random.nextInt(40);
        return random.nextInt(20) == 0 ? "long " + "x".repeat(random.nextInt(3000)) + number : "checkpoint " + number;
    }
}
