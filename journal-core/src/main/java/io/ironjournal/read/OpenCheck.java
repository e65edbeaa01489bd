package io.ironjournal.read;

import java.util.function.Supplier;

/** Says whether the journal is open, for iterators that live longer than the call that made them. */
public interface OpenCheck {

    /** Throws an exception if the journal is closed. */
    void requireOpen();

    /** Makes a call that {@code close} waits for. Throws an exception if the journal is closed. */
    <T> T whileOpen(Supplier<T> call);
}
