package io.ironjournal.test.storage;

/** Thrown when the simulated process dies in an operation. An error, so that no exception handler continues. */
public final class SimulatedCrash extends Error {

    private static final long serialVersionUID = 1L;

    SimulatedCrash(String message) {
        super(message);
    }
}
