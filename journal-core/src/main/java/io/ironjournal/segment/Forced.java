package io.ironjournal.segment;

import io.ironjournal.io.NoSpaceException;
import java.io.IOException;

/** A force that finds no space is a failed force, which is never repeated: bytes may be lost already. */
final class Forced {

    interface Force {
        void run() throws IOException;
    }

    private Forced() {}

    static void run(String what, Force force) throws IOException {
        try {
            force.run();
        } catch (NoSpaceException e) {
            throw new IOException("Forcing " + what + " failed: " + e.getMessage(), e);
        }
    }
}
