package io.ironjournal.benchmarks.contender;

/** A contender needs something that this machine does not have: it is skipped, which is no failure of its own. */
public final class MissingLibrary extends Exception {

    private static final long serialVersionUID = 1;

    /** With what is missing. */
    public MissingLibrary(String message) {
        super(message);
    }
}
