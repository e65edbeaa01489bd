package io.ironjournal.scenario;

import java.util.Arrays;

/** Finds the place to damage. */
final class Damage {

    private Damage() {}

    /** Where some bytes stand among others; -1 when they do not. */
    static int find(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }
}
