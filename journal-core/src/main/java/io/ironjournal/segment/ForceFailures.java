package io.ironjournal.segment;

import io.ironjournal.io.NoSpaceException;
import java.io.IOException;

/** A force that finds no space is a failed force, which is never repeated: bytes may be lost already. */
final class ForceFailures {

    interface Force {
        void run() throws IOException;
    }

    private ForceFailures() {}

    static void run(String what, Force force) throws IOException {
        try {
            force.run();
        } catch (NoSpaceException e) {
            throw new IOException("Forcing " + what + " failed: " + e.getMessage(), e);
        }
    }
}
