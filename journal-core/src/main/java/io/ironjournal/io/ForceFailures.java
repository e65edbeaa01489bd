package io.ironjournal.io;

import java.io.IOException;

/**
 * Reports forces that find no space as failed forces. Writes that find no space are tried again later. A force is never
 * tried again, since bytes may be lost already.
 */
public final class ForceFailures {

    /** A force of a file or of a directory. */
    public interface Force {

        /** Forces. */
        void run() throws IOException;
    }

    private ForceFailures() {}

    /**
     * Runs a force.
     *
     * @param what what is forced, for the message
     */
    public static void run(String what, Force force) throws IOException {
        try {
            force.run();
        } catch (NoSpaceException e) {
            throw new IOException("Forcing " + what + " failed: " + e.getMessage(), e);
        }
    }
}
