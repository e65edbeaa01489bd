package io.ironjournal.scenario;

import java.util.Arrays;

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
}
