package io.ironjournal.scenario;

import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Finds the position to damage. */
final class Damage {

    private Damage() {}

    /** Returns the position of bytes in other bytes, or -1. */
    static int find(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    /** Returns a file that has these bytes, if a file below the directory has them undivided. */
    static Optional<String> fileWith(SimulatedStorage storage, String directory, byte[] wanted) throws IOException {
        for (String file : storage.files()) {
            if (file.startsWith(directory) && find(storage.readAll(file), wanted) >= 0) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }
}
