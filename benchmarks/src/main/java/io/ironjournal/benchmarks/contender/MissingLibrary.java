package io.ironjournal.benchmarks.contender;

/** Thrown when a contender needs a library that this machine does not have. The contender is skipped. */
public final class MissingLibrary extends Exception {

    private static final long serialVersionUID = 1;

    /** Creates the exception. The message names the library. */
    public MissingLibrary(String message) {
        super(message);
    }
}
