package io.ironjournal.io;

/** The process died in this operation. An error, so that no handler of exceptions goes on as if it lived. */
public final class SimulatedCrash extends Error {

    private static final long serialVersionUID = 1L;

    SimulatedCrash(String message) {
        super(message);
    }
}
